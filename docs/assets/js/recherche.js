/*
 * The search: a dialog opened by any element with `data-recherche-ouvrir`, by Ctrl-K or ⌘K, or by an address ending in
 * `?q=mot`. Pagefind is loaded at the first opening; nothing of what is typed is kept or sent. Without this script the
 * buttons are hidden and the site map remains. No single key is a shortcut, on purpose (RGAA 12.10).
 */
(() => {
  "use strict";
  const root = new URL("../../", document.currentScript.src);
  const RANKING = { termSimilarity: 9, pageLength: 0.1, termSaturation: 2, metaWeights: { title: 0, genre: 0, lieu: 0 } };
  const NOISE = 0.03; // Pagefind matches a word it does not know to whatever begins alike, with a score near zero
  const FIRST = 1; // results shown at once: the text of each must be loaded
  const SHOWN = 8; // results at a time
  const FEW = 5; // fewer pages with all the words are completed with the nearest ones
  const EXCERPT = 28; // words
  const PAUSE = 100; // milliseconds without a key, before a search
  const SHORT = 2; // letters of the shortest word looked for: one letter would load ten times as much of the index
  const END_OF_TEXT = "⁂"; // what follows is there to be found, not shown (see search.py)

  const { mots } = window.traversees;
  const bare = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");

  /* Undoes `folded_text` of search.py, and gives back the spaces that Pagefind made plain. */
  const typography = (text) => text.replace(/o\u2060e/g, "œ").replace(/O\u2060E/g, "Œ").replace(/’ (?=[\0\p{L}\p{N}])/gu, "’")
    .replace(/« /g, "«\u00a0").replace(/ (?=[»:%€$])/g, "\u00a0").replace(/ (?=[;!?])/g, "\u202f");

  /* Pagefind: one instance, on this thread (a worker would load its code twice). */
  let loading;
  let spelling;
  const address = (path) => new URL(path, root).href;
  const load = () => loading ??= import(address("pagefind/pagefind.js"))
    .then((pagefind) => pagefind.createInstance({ ranking: RANKING, noWorker: true }));

  async function resultsOf(word, kind) {
    return (await (await load()).search(word, kind ? { filters: { genre: kind } } : {})).results;
  }

  /* The pages that have all the words, or that answer better without one; the nearest ones when they are few. */
  async function find(typed, kind) {
    const asked = new Map(); // the same word is often asked for twice: a search is the long part
    const results = (...query) => {
      const key = query.join("\0");
      if (!asked.has(key)) asked.set(key, resultsOf(...query));
      return asked.get(key);
    };
    const known = async (word) => (await results(word, "")).some(({ score }) => score > NOISE);
    const words = await Promise.all(typed.map((word) => mended(word, known)));
    const pages = new Map();
    for (const word of words) {
      if (!await known(word)) continue;
      for (const result of await results(word, kind)) {
        const page = pages.get(result.id) ?? { score: 0, words: 0, found: [] };
        pages.set(result.id, page);
        page.words += 1;
        if (result.score <= NOISE) continue;
        page.score += result.score;
        page.found.push(result);
      }
    }
    const ranked = [...pages.values()].filter(({ found }) => found.length).sort((one, other) => other.score - one.score);
    const full = ranked.filter((page) => page.words === words.length);
    const best = ranked.indexOf(full[0]);
    const kept = ranked.filter((page, rank) => page.words === words.length || rank < best);
    return {
      results: kept.length < FEW ? ranked.slice(0, SHOWN) : kept, full: full.length, spelled: words.join() === typed.join() ? "" : words.join(" "),
    };
  }

  /* The word itself, or the closest one of the titles when no page has it. */
  async function mended(word, known) {
    if (word.length < 5 || await known(word)) return word;
    const names = await (spelling ??= fetch(address("pagefind/mots.json")).then((answer) => answer.json()));
    const [near, distance] = names.map((other) => [other, distanceOf(bare(word), bare(other))]).sort((one, other) => one[1] - other[1])[0];
    return distance <= Math.floor(word.length / 4) ? near : word;
  }

  function distanceOf(one, other) {
    let row = [...other, ""].map((_, place) => place);
    for (let line = 1; line <= one.length; line += 1) {
      const next = [line];
      for (let place = 1; place < row.length; place += 1) {
        next[place] = Math.min(row[place] + 1, next[place - 1] + 1, row[place - 1] + (one[line - 1] !== other[place - 1]));
      }
      row = next;
    }
    return row.at(-1);
  }

  /* The dialog, made at the first opening. */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const link = (path, text) => element("a", { href: address(path) }, text);
  const field = element("input", { type: "search", id: "recherche-champ", autocomplete: "off", autocapitalize: "none", enterkeyhint: "search" });
  const kinds = element("select", { id: "recherche-sorte" }, element("option", { value: "" }, "Toutes les pages"));
  const state = element("p", { role: "status", class: "recherche-etat" });
  const list = element("div", { class: "recherche-resultats" });
  let dialog;
  let pause;
  let prepared = "";
  let turn = 0;

  function makeDialog() {
    const close = element("button", { type: "button" }, "Fermer");
    const label = element("label", { for: field.id, id: "recherche-titre" }, "Chercher une pratique, un besoin, un mot");
    const among = element("p", { class: "recherche-sorte" }, element("label", { for: kinds.id }, "Chercher parmi "), kinds);
    const form = element("form", { role: "search" }, label, close, field, among);
    kinds.addEventListener("change", search);
    dialog = element("dialog", { class: "recherche", "aria-labelledby": label.id }, form, state, list);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
    dialog.addEventListener("keydown", moveByArrows);
    field.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(search, PAUSE);
      prepare();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(pause);
      await search();
      list.querySelector("a")?.focus();
    });
    document.body.append(dialog);
  }

  function open(query) {
    if (!dialog) makeDialog();
    if (!dialog.open) dialog.showModal();
    load().then((pagefind) => pagefind.search("+")).catch(() => { /* said when something is searched */ }); // finds nothing, makes the code ready
    nameKinds().catch(() => { /* all pages are searched */ });
    if (query) {
      field.value = query;
      prepare();
      search();
    }
    field.focus();
    field.select();
  }

  const wordsOf = (query) => mots(query).filter((word) => word.length >= SHORT);

  /* Loads what the index says of the words as they are typed: it is stored by their first letters. */
  function prepare() {
    const words = wordsOf(field.value).join(" ");
    if (words && words !== prepared) load().then((pagefind) => pagefind.preload(words)).catch(() => { /* said by the search */ });
    prepared = words;
  }

  /* The kinds of page that the index knows: from a file of ours, since a search is twice as long once Pagefind counts them. */
  async function nameKinds() {
    if (kinds.options.length > 1) return;
    const names = await (await fetch(address("pagefind/genres.json"))).json();
    if (kinds.options.length === 1) kinds.append(...names.map((name) => element("option", { value: name }, typography(name))));
  }

  function moveByArrows(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll("a, button")];
    const place = stops.indexOf(document.activeElement);
    if (!step || place < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(place + step, 0), stops.length - 1)].focus();
  }

  /* One search, from what is typed to what is shown; a later one makes an earlier one silent. */
  async function search() {
    const mine = ++turn;
    const query = field.value.trim();
    const slow = setTimeout(() => { state.textContent = "Recherche en cours…"; }, 500);
    try {
      const words = wordsOf(query);
      if (query && !words.length) return say("Tapez au moins deux lettres.");
      const found = query ? await find(words, kinds.value) : { results: [] };
      if (mine !== turn) return;
      const items = await itemsOf(found.results, 0, FIRST);
      if (mine === turn) show(query, found, items);
    } catch {
      fail(mine === turn);
    } finally {
      clearTimeout(slow);
    }
  }

  function fail(told) {
    loading = spelling = undefined; // so that the next search tries again
    if (told) say("La recherche n’a pas pu être chargée. Toutes les pages sont dans le ", link("plan-du-site/", "plan du site"), ".");
  }

  function say(...content) {
    list.replaceChildren();
    state.replaceChildren(...content);
  }

  function show(query, found, items) {
    if (!query) return say();
    const asked = `«\u00a0${query}\u00a0»`;
    const spelled = found.spelled ? ` (lu «\u00a0${found.spelled}\u00a0»)` : "";
    const counted = (name, count) => `${count} ${name}${count > 1 ? "s" : ""}`;
    if (!items.length && kinds.value) return say(`Aucun résultat pour ${asked} parmi ces pages\u00a0: cherchez dans toutes les pages.`);
    if (!items.length) {
      return say(`Aucun résultat pour ${asked}\u00a0: essayez un autre mot, ou parcourez `,
        link("initiatives/", "les initiatives"), " ou ", link("glossaire/", "le lexique"), ".");
    }
    if (!found.full) say(`Aucune page ne contient tous les mots de ${asked}${spelled}. Pages proches\u00a0:`);
    else if (found.full < FEW && found.full < items.length) say(`${counted("page", found.full)} avec tous les mots de ${asked}${spelled}, parmi les plus proches\u00a0:`);
    else say(`${counted("résultat", found.results.length)} pour ${asked}${spelled}`);
    const results = element("ol", { "aria-busy": "true" }, ...items);
    list.append(results);
    afterPaint(() => complete(found.results, results, query).catch(() => fail(results.isConnected)));
  }

  const afterPaint = (task) => requestAnimationFrame(() => setTimeout(task));

  /* The rest of a first page of results, then the ways on. */
  async function complete(results, shown, query) {
    if (!shown.isConnected) return;
    shown.append(...await itemsOf(results, FIRST, SHOWN));
    shown.removeAttribute("aria-busy");
    shown.after(...moreButton(results, shown),
      element("p", { class: "recherche-adresse" }, link(`?q=${encodeURIComponent(query)}`, "Adresse de cette recherche")));
  }

  function moreButton(results, shown) {
    if (results.length <= SHOWN) return [];
    const button = element("button", { type: "button" }, "Afficher plus de résultats");
    button.addEventListener("click", async () => {
      const count = shown.children.length;
      const items = await itemsOf(results, count, count + SHOWN);
      shown.append(...items);
      items[0].querySelector("a").focus();
      if (shown.children.length >= results.length) button.remove();
    });
    return [button];
  }

  const itemsOf = (results, from, to) => Promise.all(results.slice(from, to).map(item));

  async function item({ found }) {
    const places = []; // where each word stands: its number in the search, its weight, its location
    let page;
    for (const [word, result] of found.entries()) {
      page = await result.data(); // one object for all: what it says of this word is read at once
      places.push(...page.weighted_locations.map(({ weight, location: place }) => ({ word, weight, place })));
    }
    const place = [page.meta.genre, page.meta.lieu].filter(Boolean).join(" · ");
    return element("li", {},
      element("a", { href: page.url }, typography(page.meta.title)),
      element("p", { class: "recherche-genre" }, typography(place)),
      element("p", {}, ...excerpt(page, places)));
  }

  /* The words around those found, or the first ones of the page when they were found elsewhere than in its text. */
  function excerpt(page, places) {
    const words = page.content.split(/\s+/);
    const first = page.meta.title.split(/\s+/).length;
    const end = words.indexOf(END_OF_TEXT);
    const hits = places.filter(({ place }) => place >= first && place < end).sort((one, other) => one.place - other.place);
    const start = startOf(hits, first);
    const stop = Math.min(start + EXCERPT, end);
    for (const { place } of hits) words[place] = words[place].replace(/^([^\p{L}\p{N}\0]*)(.*[\p{L}\p{N}])/u, "$1\0$2\0");
    const parts = typography(words.slice(start, stop).join(" ")).split("\0").map((part, rank) => (rank % 2 ? element("mark", {}, part) : part));
    return [start > first ? "… " : "", ...parts, stop < end ? " …" : ""];
  }

  /* Where an excerpt starts: a little before the run that has the most of the words, where they weigh the most. */
  function startOf(hits, first) {
    const reach = EXCERPT - 6;
    let best = { place: first, worth: 0 };
    for (const { place } of hits) {
      const run = hits.filter((hit) => hit.place >= place && hit.place < place + reach);
      const worth = [...new Map(run.map(({ word, weight }) => [word, weight])).values()].reduce((sum, weight) => sum + weight + 3, 0);
      if (worth > best.worth) best = { place, worth };
    }
    return best.place - first < reach ? first : best.place - 6;
  }

  /* Ways in */
  document.addEventListener("click", ({ target }) => { if (target.closest?.("[data-recherche-ouvrir]")) open(); });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
