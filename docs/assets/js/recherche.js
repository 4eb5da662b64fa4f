// @ts-check
/*
 * The search: a dialog opened by any element with `data-recherche-ouvrir`, by Ctrl-K or ⌘K, or by an address ending in
 * `?q=mot`. The dialog and its sentences are in overrides/partials/recherche.html. Pagefind is loaded at the first opening;
 * nothing of what is typed is kept or sent. Without this script the buttons are hidden and the site map remains. No single
 * key is a shortcut, on purpose (RGAA 12.10).
 */
(() => {
  "use strict";

  /**
   * A page that answers: how well, to how many words, and what Pagefind says of it for each of them.
   * @typedef {{ score: number, words: number, found: PagefindResult[] }} Answer
   * @typedef {{ results: Answer[], full: number, spelled: string }} Answers
   *
   * Where a word stands in a page: its number in the search, its weight, its location.
   * @typedef {{ word: number, weight: number, place: number }} Place
   */

  const RANKING = { termSimilarity: 9, pageLength: 0.1, termSaturation: 2, metaWeights: { title: 0, genre: 0, lieu: 0 } };
  const NOISE = 0.03; // Pagefind matches a word it does not know to whatever begins alike, with a score near zero
  const FIRST = 1; // results shown at once: the text of each must be loaded
  const SHOWN = 8; // results at a time
  const FEW = 5; // fewer pages with all the words are completed with the nearest ones
  const EXCERPT = 28; // words
  const PAUSE = 100; // milliseconds without a key, before a search
  const SHORT = 2; // letters of the shortest word looked for: one letter would load ten times as much of the index
  const END_OF_TEXT = "⁂"; // what follows is there to be found, not shown (see cards.py)

  const { mots, racine, remplir } = window.traversees;
  /** @param {string} word */
  const bare = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");

  /**
   * Undoes `folded_text` of cards.py, and gives back the spaces that Pagefind made plain.
   * @param {string} text
   */
  const typography = (text) => text.replace(/o\u2060e/g, "œ").replace(/O\u2060E/g, "Œ").replace(/’ (?=[\0\p{L}\p{N}])/gu, "’")
    .replace(/« /g, "«\u00a0").replace(/ (?=[»:%€$])/g, "\u00a0").replace(/ (?=[;!?])/g, "\u202f");

  /**
   * Pagefind: one instance, on this thread (a worker would load its code twice).
   * @type {Promise<Pagefind> | undefined}
   */
  let loading;
  /** @type {Promise<string[]> | undefined} */
  let spelling;
  /** @param {string} path */
  const address = (path) => new URL(path, racine).href;
  const load = () => loading ??= import(address("pagefind/pagefind.js"))
    .then((/** @type {Pagefind} */ pagefind) => pagefind.createInstance({ ranking: RANKING, noWorker: true }));

  /** @param {string} word @param {string} kind */
  async function resultsOf(word, kind) {
    return (await (await load()).search(word, kind ? { filters: { genre: kind } } : {})).results;
  }

  /**
   * The pages that have all the words, or that answer better without one; the nearest ones when they are few.
   * @param {string[]} typed @param {string} kind @returns {Promise<Answers>}
   */
  async function find(typed, kind) {
    /** @type {Map<string, Promise<PagefindResult[]>>} */
    const asked = new Map(); // the same word is often asked for twice: a search is the long part
    /** @param {string} word @param {string} among */
    const results = (word, among) => {
      const key = `${word}\0${among}`;
      const found = asked.get(key) ?? resultsOf(word, among);
      asked.set(key, found);
      return found;
    };
    /** @param {string} word */
    const known = async (word) => (await results(word, "")).some(({ score }) => score > NOISE);
    const words = await Promise.all(typed.map((word) => mended(word, known)));
    /** @type {Map<string, Answer>} */
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

  /**
   * The word itself, or the closest one of the titles when no page has it.
   * @param {string} word @param {(word: string) => Promise<boolean>} known
   */
  async function mended(word, known) {
    if (word.length < 5 || await known(word)) return word;
    /** @type {string[]} */
    const names = await (spelling ??= fetch(address("pagefind/mots.json")).then((answer) => answer.json()));
    const [near] = names.map((name) => ({ name, distance: distanceOf(bare(word), bare(name)) })).sort((one, other) => one.distance - other.distance);
    return near.distance <= Math.floor(word.length / 4) ? near.name : word;
  }

  /** @param {string} one @param {string} other */
  function distanceOf(one, other) {
    let row = [...other, ""].map((_, place) => place);
    for (let line = 1; line <= one.length; line += 1) {
      const next = [line];
      for (let place = 1; place < row.length; place += 1) {
        next[place] = Math.min(row[place] + 1, next[place - 1] + 1, row[place - 1] + Number(one[line - 1] !== other[place - 1]));
      }
      row = next;
    }
    return row[other.length];
  }

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const part = /** @type {Find} */ ((selector, from = dialog) => from.querySelector(selector));
  /** @type {HTMLDialogElement} */
  const dialog = part("#__recherche", document);
  const form = part("form");
  /** @type {HTMLInputElement} */
  const field = part("input");
  /** @type {HTMLSelectElement} */
  const kinds = part("select");
  const state = part(".recherche-etat");
  const list = part(".recherche-resultats");
  /** @type {HTMLTemplateElement} */
  const phrases = part("template");
  let pause = 0;
  let prepared = "";
  let turn = 0;

  /**
   * A sentence of the page, as nodes: its links are made there.
   * @param {string} name @param {Facts} [facts]
   */
  function phrase(name, facts) {
    const copy = document.importNode(part(`[data-phrase=${name}]`, phrases.content), true);
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) text.nodeValue = remplir(text.nodeValue ?? "", facts);
    return [...copy.childNodes];
  }

  /** @param {string} [query] */
  function open(query) {
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

  /** @param {string} query */
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
    /** @type {string[]} */
    const names = await (await fetch(address("pagefind/genres.json"))).json();
    if (kinds.options.length === 1) kinds.append(...names.map((name) => element("option", { value: name }, typography(name))));
  }

  /** @param {KeyboardEvent} event */
  function moveByArrows(event) {
    const step = Number(event.key === "ArrowDown") - Number(event.key === "ArrowUp");
    const stops = [field, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a, button"))];
    const place = stops.findIndex((stop) => stop === document.activeElement);
    if (!step || place < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(place + step, 0), stops.length - 1)].focus();
  }

  /* One search, from what is typed to what is shown; a later one makes an earlier one silent. */
  async function search() {
    const mine = ++turn;
    const query = field.value.trim();
    const slow = setTimeout(() => { state.replaceChildren(...phrase("attente")); }, 500);
    try {
      const words = wordsOf(query);
      if (query && !words.length) {
        say(...phrase("courte"));
        return;
      }
      const found = query ? await find(words, kinds.value) : { results: [], full: 0, spelled: "" };
      if (mine !== turn) return;
      const items = await itemsOf(found.results, 0, FIRST);
      if (mine === turn) show(query, found, items);
    } catch {
      fail(mine === turn);
    } finally {
      clearTimeout(slow);
    }
  }

  /** @param {boolean} told */
  function fail(told) {
    loading = spelling = undefined; // so that the next search tries again
    if (told) say(...phrase("panne"));
  }

  /** @param {(Node | string)[]} content */
  function say(...content) {
    list.replaceChildren();
    state.replaceChildren(...content);
  }

  /**
   * What is said of a search; `spelled`: the words as they were read, when some were mended.
   * @param {string} query @param {Answers} found @param {number} shown
   */
  function sentence(query, { full, results, spelled }, shown) {
    const name = spelled && shown ? "lus" : "mots";
    const mots = phrase(name, { mots: query, lus: spelled })[0].nodeValue;
    if (!shown) return phrase(kinds.value ? "rien-parmi" : "rien", { mots });
    if (!full) return phrase("proches", { mots });
    if (full < FEW && full < shown) return phrase(full > 1 ? "pages" : "page", { mots, n: full });
    return phrase(results.length > 1 ? "resultats" : "resultat", { mots, n: results.length });
  }

  /** @param {string} query @param {Answers} found @param {HTMLElement[]} items */
  function show(query, found, items) {
    say(...(query ? sentence(query, found, items.length) : []));
    if (!items.length) return;
    const results = element("ol", { "aria-busy": "true" }, ...items);
    list.append(results);
    afterPaint(() => complete(found.results, results, query).catch(() => fail(results.isConnected)));
  }

  /** @param {() => void} task */
  const afterPaint = (task) => requestAnimationFrame(() => setTimeout(task));

  /**
   * The rest of a first page of results, then the ways on.
   * @param {Answer[]} results @param {HTMLElement} shown @param {string} query
   */
  async function complete(results, shown, query) {
    if (!shown.isConnected) return;
    shown.append(...await itemsOf(results, FIRST, SHOWN));
    shown.removeAttribute("aria-busy");
    shown.after(...moreButton(results, shown),
      element("p", { class: "recherche-adresse" }, element("a", { href: address(`?q=${encodeURIComponent(query)}`) }, ...phrase("adresse"))));
  }

  /** @param {Answer[]} results @param {HTMLElement} shown */
  function moreButton(results, shown) {
    if (results.length <= SHOWN) return [];
    const button = element("button", { type: "button" }, ...phrase("suite"));
    button.addEventListener("click", async () => {
      const count = shown.children.length;
      const items = await itemsOf(results, count, count + SHOWN);
      shown.append(...items);
      part("a", items[0]).focus();
      if (shown.children.length >= results.length) button.remove();
    });
    return [button];
  }

  /** @param {Answer[]} results @param {number} from @param {number} to */
  const itemsOf = (results, from, to) => Promise.all(results.slice(from, to).map(item));

  /** @param {Answer} answer */
  async function item({ found }) {
    /** @type {Place[]} */
    const places = [];
    /** @type {PagefindPage[]} */
    const pages = []; // one object for all: what it says of a word is read at once
    for (const [word, result] of found.entries()) {
      pages[0] = await result.data();
      places.push(...pages[0].weighted_locations.map(({ weight, location: place }) => ({ word, weight, place })));
    }
    const [page] = pages;
    const place = [page.meta.genre, page.meta.lieu].filter(Boolean).join(" · ");
    return element("li", {},
      element("a", { href: page.url }, typography(page.meta.title)),
      element("p", { class: "recherche-genre" }, typography(place)),
      element("p", {}, ...excerpt(page, places)));
  }

  /**
   * The words around those found, or the first ones of the page when they were found elsewhere than in its text.
   * @param {PagefindPage} page @param {Place[]} places
   */
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

  /**
   * Where an excerpt starts: a little before the run that has the most of the words, where they weigh the most.
   * @param {Place[]} hits @param {number} first
   */
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

  kinds.addEventListener("change", search);
  part("button").addEventListener("click", () => dialog.close());
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

  /* Ways in */
  document.addEventListener("click", ({ target }) => { if (target instanceof Element && target.closest("[data-recherche-ouvrir]")) open(); });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) open(asked);
})();
