// @ts-check
/*
 * The explorer. The form is the state: its controls bear the names and values of the address (`?theme=logement&tri=nom`).
 * The cards are the data: `data-t` lists the ranks of the boxes that a card answers to. OR inside a facet, AND between
 * facets. The sentences are in the page. Without this script the page is the whole list. Nothing typed is sent.
 */
(() => {
  "use strict";
  const { annoncer, charger, mots, plier, remplir } = window.traversees;
  const PAUSE = 150; // milliseconds without typing before the words are searched
  const find = /** @type {Find} */ ((selector, from = document) => from.querySelector(selector));
  const byId = /** @type {(id: string) => HTMLElement} */ ((id) => document.getElementById(id));
  /** @type {HTMLFormElement} */
  const form = find("#explorateur");
  /** @type {HTMLInputElement} */
  const field = find("#mots");
  /** @type {HTMLSelectElement} */
  const sort = find("#tri");
  const [list, count, toggle] = ["liste", "compte", "filtrer"].map(byId);
  /** @param {string} name @param {Facts} [values] @param {HTMLElement} from */
  const say = (name, values, { dataset } = form) => remplir(dataset[name], values);
  /** @param {number} n */
  const counted = (n) => say(n > 1 ? "plusieurs" : n ? "une" : "aucune", { n });
  const narrow = () => toggle.offsetParent !== null;

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** @param {string} text @param {() => void} action @param {Record<string, string>} attributes */
  function itemWithButton(text, action, attributes = {}) {
    const button = element("button", { type: "button", ...attributes }, text);
    button.addEventListener("click", action);
    return element("li", {}, button);
  }

  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=checkbox]"))];
  /** @type {Facet[]} */
  const facets = [...form.querySelectorAll("fieldset")].map((fieldset) => {
    const own = boxes.filter((box) => fieldset.contains(box));
    const { flux: feed, cherchee, multiple } = fieldset.dataset;
    const title = find("legend", fieldset).textContent;
    return { boxes: own, name: own[0].name, title, details: fieldset.closest("details"), feed, searched: cherchee === "", several: multiple === "" };
  });
  /** @param {string} wanted */
  const facetOf = (wanted) => facets.findIndex(({ name }) => name === wanted);
  /** @param {HTMLInputElement[]} some */
  const uncheck = (some) => some.forEach((box) => { box.checked = false; });
  /** @param {HTMLInputElement} box */
  const labelOf = (box) => box.nextElementSibling?.textContent ?? "";
  const bits = boxes.map((box) => 1 << facetOf(box.name));
  const folded = boxes.map((box) => (facets[facetOf(box.name)].searched ? ` ${plier(labelOf(box))}` : ""));
  const tallies = boxes.map((box) => /** @type {Element} */ (box.nextElementSibling?.nextElementSibling));

  /** @type {Card[]} */
  const records = [.../** @type {HTMLCollectionOf<HTMLElement>} */ (list.children)]
    .map((card, rank) => ({ card, rank, terms: (card.dataset.t ?? "").split(" ").map(Number) }));
  const CHUNK = records.length > 200 ? 20 : Infinity; // cards shown at a time
  /** @param {Card} record */
  const nameOf = ({ card }) => find("a", card).textContent;
  /** @param {Card} record */
  const idOf = ({ card }) => find("a", card).getAttribute("href")?.split("/").at(-2) ?? "";
  /** @param {Card} record */
  const summaryOf = (record) => summaries?.[idOf(record)] ?? record.card.querySelector("p:not([class])")?.textContent ?? "";

  /**
   * The summaries that a long list keeps apart.
   * @type {Record<string, string> | undefined}
   */
  let summaries;
  /** @type {Promise<void> | undefined} */
  let loading;

  function loadSummaries() {
    loading ??= !form.dataset.resumes ? Promise.resolve() : charger(form.dataset.resumes)
      .then((/** @type {Record<string, string>} */ texts) => {
        summaries = texts;
        records.forEach((record) => { delete record.text; });
        foldAhead();
        update();
      })
      .catch(() => {
        loading = undefined; // so that the next use tries again
        byId("mots-aide").textContent = say("sansResumes");
      });
    return loading;
  }

  /** @param {Card} record */
  function fillCard(record) {
    if (!summaries?.[idOf(record)] || record.card.querySelector("p:not([class])")) return;
    find(".carte-themes", record.card).before(element("p", {}, summaries[idOf(record)]));
  }

  /* Words: all must begin a word of the record; its name counts more than a label, a label more than the summary. */

  /** @param {string} word */
  const stem = (word) => (word.length > 3 ? word.replace(/aux$/, "a").replace(/[sx]$/, "") : word);
  /** @param {string} text */
  const wordsAsked = (text) => mots(text).map((word) => ` ${stem(plier(word))}`);

  /** @param {Card} record */
  function textOf(record) {
    record.text ??= [
      ` ${plier(nameOf(record))}`,
      `${record.terms.map((term) => folded[term]).join("")} ${plier(record.card.dataset.ville ?? "")}`,
      ` ${plier(summaryOf(record))}`,
    ];
    return record.text;
  }

  /* Folding thousands of texts takes time: it starts before the first word, a few at a time. */
  function foldAhead(from = 0) {
    const next = from + 100;
    records.slice(from, next).forEach(textOf);
    if (next < records.length) setTimeout(foldAhead, 10, next);
  }

  /** @param {Card} record @param {string[]} words */
  function scoreOf(record, words) {
    let score = 0;
    for (const word of words) {
      const place = textOf(record).findIndex((text) => text.includes(word));
      if (place < 0) return 0;
      score += [100, 10, 1][place];
    }
    return score;
  }

  /**
   * One pass: the records kept, and how many each box would keep, its own facet left out.
   * @returns {Found}
   */
  function filter() {
    const checked = boxes.map((box) => box.checked);
    const active = bits.reduce((mask, bit, rank) => (checked[rank] ? mask | bit : mask), 0);
    const words = wordsAsked(field.value);
    const counts = boxes.map(() => 0);
    /** @type {Scored[]} */
    const kept = [];
    const misses = records.map((record) => {
      const missing = record.terms.reduce((mask, term) => (checked[term] ? mask & ~bits[term] : mask), active);
      const score = words.length ? scoreOf(record, words) : 1;
      if (score) for (const term of record.terms) if (!(missing & ~bits[term])) counts[term] += 1;
      if (score && !missing) kept.push({ record, score });
      return { missing, score };
    });
    return { active, words, counts, misses, kept: kept.sort(ORDERS.get(sort.value)).map(({ record }) => record) };
  }

  /**
   * @typedef {{ record: Card, score: number }} Scored
   * @typedef {(one: Scored, other: Scored) => number} Order
   */

  /** @type {Order} */
  const byRank = (one, other) => one.record.rank - other.record.rank;
  /** @param {string} key @returns {Order} */
  const byDate = (key) => (one, other) =>
    (other.record.card.dataset[key] ?? "").localeCompare(one.record.card.dataset[key] ?? "") || byRank(one, other);
  /** @type {Map<string, Order>} */
  const ORDERS = new Map([
    ["pertinence", (one, other) => other.score - one.score || byRank(one, other)],
    ["nom", byRank],
    ["verification", byDate("verifie")],
    ["annee", byDate("debut")],
  ]);

  const eraseWords = () => { field.value = ""; };
  const criteria = () => [
    ...(field.value.trim() ? [{ label: say("mots", { mots: field.value.trim() }), drop: eraseWords }] : []),
    ...boxes.filter((box) => box.checked).map((box) => {
      const { title, details } = facets[facetOf(box.name)];
      return { label: details ? `${title}\u00a0: ${labelOf(box)}` : labelOf(box), drop: () => uncheck([box]) };
    }),
  ];

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    boxes.forEach((box) => { box.checked = asked.getAll(box.name).includes(box.value); });
    field.value = (asked.get("mots") ?? "").slice(0, field.maxLength);
    const order = asked.get("tri") ?? "";
    sort.value = ORDERS.has(order) ? order : "pertinence";
  }

  function address() {
    const state = /** @type {[string, string][]} */ ([...new FormData(form)])
      .filter(([key, value]) => value.trim() && !(key === "tri" && value === "pertinence"));
    return `${location.pathname}${state.length ? `?${new URLSearchParams(state)}` : ""}`;
  }

  const isWritten = () => address() === location.pathname + location.search;

  /**
   * One entry in the history by change; the letters of one word are one change.
   * @param {boolean} typing
   */
  function writeAddress(typing) {
    if (!isWritten()) history[typing && history.state?.typing ? "replaceState" : "pushState"]({ typing }, "", address());
  }

  let shown = history.state?.shown ?? CHUNK;
  /** @type {Found} */
  let result;

  function update() {
    result = filter();
    const chosen = criteria();
    const total = result.kept.length;
    const filtered = chosen.length > 0;
    count.textContent = filtered ? say("sur", { compte: counted(total), total: records.length }) : counted(total);
    toggle.textContent = say(filtered ? "filtres" : "filtrer", { n: chosen.length });
    byId("voir").textContent = say(total > 1 ? "voir" : total ? "voirUne" : "aucune", { n: total });
    byId("filtre-imprime").textContent = chosen.map(({ label }) => label).join("\u00a0; ");
    showCounts();
    showChips(chosen);
    showWaysOut();
    showFeed();
    showCards();
  }

  /* The Atom feed of what is shown: of all initiatives, or of the one box checked when its page has a feed. */
  function showFeed() {
    const [only, ...others] = boxes.filter((box) => box.checked);
    const folder = only ? facets[facetOf(only.name)].feed : "";
    const item = byId("suivre");
    item.hidden = others.length > 0 || result.words.length > 0 || folder === undefined;
    find("a", item).setAttribute("href", only ? `${folder}${only.value}/flux.xml` : "flux.xml");
  }

  function showCounts() {
    boxes.forEach((box, rank) => {
      const text = `(${result.counts[rank]})`;
      if (tallies[rank].textContent !== text) tallies[rank].textContent = text;
      box.disabled = !result.counts[rank] && !box.checked && box !== document.activeElement;
    });
    for (const { boxes: own, details } of facets) {
      if (!details) continue;
      const chosen = own.filter((box) => box.checked).length;
      find("summary .nombre", details).textContent = chosen ? say(chosen > 1 ? "choisis" : "choisi", { n: chosen }) : "";
    }
  }

  /** @param {ReturnType<typeof criteria>} chosen */
  function showChips(chosen) {
    const chips = chosen.map(({ label, drop }, rank) => itemWithButton(label, () => {
      change(drop);
      const left = /** @type {NodeListOf<HTMLElement>} */ (byId("choix").querySelectorAll("[aria-label]"));
      (left[Math.min(rank, left.length - 1)] ?? count).focus();
    }, { "aria-label": say("retirer", { nom: label }) }));
    if (chips.length > 1) chips.push(itemWithButton(say("effacer"), () => changeAndTell(dropAll), { class: "tout-effacer" }));
    byId("choix").replaceChildren(...chips);
  }

  function dropAll() {
    uncheck(boxes);
    eraseWords();
  }

  /** @param {() => void} [act] */
  function changeAndTell(act) {
    change(act);
    count.focus();
  }

  /* No result: what to drop is worked out by explorateur-plus.js; until it is there, all can be dropped. */
  async function showWaysOut() {
    const box = byId("vide");
    box.hidden = result.kept.length > 0;
    if (!box.hidden) {
      const asked = result;
      const all = { text: say("effacer"), number: records.length, act: dropAll };
      /** @param {{ text: string, number: number, act: () => void }[]} ways */
      const show = (ways) => find("ul", box).replaceChildren(...ways.map(({ text, number, act }) =>
        itemWithButton(say("donne", { quoi: text, compte: counted(number) }, box), () => changeAndTell(act))));
      show([all]);
      const more = await loadMore().catch(() => null);
      if (more && asked === result) show([...more.waysOut(result, { box, boxes, facets, field, labelOf, say, uncheck, eraseWords }), all]);
    }
  }

  function showCards() {
    const cards = result.kept.slice(0, shown).map((record) => {
      fillCard(record);
      return record.card;
    });
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const wasInside = list.contains(focused);
    const same = cards.length === list.children.length && cards.every((card, rank) => card === list.children[rank]);
    if (!same) list.replaceChildren(...cards);
    window.traversees.choix?.equiper(list); // the choices may have changed while a card was away
    if (wasInside) (focused && list.contains(focused) ? focused : count).focus({ preventScroll: true });
    const left = result.kept.length - cards.length;
    byId("suite").hidden = !left;
    byId("suite").textContent = say("suite", { n: left });
  }

  const announce = () => annoncer(count.textContent);
  let pause = 0;

  /** @param {(() => void) | null} [act] */
  function change(act, typing = false) {
    clearTimeout(pause);
    act?.();
    shown = CHUNK;
    writeAddress(typing);
    loadSummaries();
    update();
    announce();
  }

  const search = () => change(null, true);

  form.addEventListener("input", ({ target }) => {
    if (target !== field) return;
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  });
  form.addEventListener("change", ({ target }) => {
    if (target !== field) change();
  });
  form.addEventListener("focusin", loadSummaries, { once: true });
  field.addEventListener("focus", () => foldAhead(), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changeAndTell();
  });
  addEventListener("popstate", () => {
    if (isWritten()) return; // a link inside the page
    clearTimeout(pause);
    shown = history.state?.shown ?? CHUNK;
    readAddress();
    update();
    announce();
  });
  byId("suite").addEventListener("click", () => {
    const first = shown;
    shown += CHUNK;
    history.replaceState({ ...history.state, shown }, "");
    showCards();
    find("a", list.children[first]).focus();
  });

  /* The panel of narrow screens */

  /** @param {boolean} open */
  function setPanel(open) {
    toggle.setAttribute("aria-expanded", String(open));
    form.classList.toggle("facettes-ouvertes", open);
    if (open) byId("facettes").scrollIntoView();
  }

  toggle.addEventListener("click", () => setPanel(toggle.getAttribute("aria-expanded") !== "true"));
  byId("voir").addEventListener("click", () => {
    setPanel(false);
    count.focus({ preventScroll: true });
    byId("facettes").nextElementSibling?.scrollIntoView();
  });
  byId("facettes").addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !narrow()) return;
    setPanel(false);
    toggle.focus();
  });

  /* Exports and ways out of an empty list, loaded when the reader comes to them. */

  /** @type {() => Promise<ExplorateurPlus>} */
  const loadMore = () => charger("assets/js/explorateur-plus.js");
  const exports = /** @type {HTMLElement} */ (byId("export-aide").parentElement);

  /** @param {string} kind */
  async function exportAs(kind) {
    try {
      const [{ save }] = await Promise.all([loadMore(), loadSummaries()]);
      save(kind, result.kept, { boxes, facets, idOf, labelOf, nameOf, summaryOf, words: exports.dataset });
      annoncer(say("fichier", { compte: counted(result.kept.length) }));
    } catch {
      byId("export-aide").textContent = say("sansExport");
      annoncer(byId("export-aide").textContent);
    }
  }

  ["csv", "json"].forEach((kind) => byId(kind).addEventListener("click", () => exportAs(kind)));
  exports.addEventListener("toggle", () => loadMore().catch(() => { /* said at the click */ }));
  byId("imprimer").addEventListener("click", async () => {
    await loadSummaries();
    print();
  });
  let onScreen = CHUNK;
  addEventListener("beforeprint", () => {
    [onScreen, shown] = [shown, Infinity];
    showCards();
  });
  addEventListener("afterprint", () => {
    shown = onScreen;
    showCards();
  });

  readAddress();
  update();
  for (const { boxes: own, details } of facets) {
    if (details && own.some((box) => box.checked)) details.open = true;
  }
  form.classList.add("pret");
  if (!narrow()) facets.slice(0, 2).forEach(({ details }) => { if (details) details.open = true; });
})();
