// @ts-check
/*
 * The initiatives chosen to be compared, from any page: a button on each card, kept in the browser only. Other scripts may
 * use `traversees.choix` (`lire`, `ecrire`, `equiper`) and hear `traversees:choix` on the document. The sentences are in
 * overrides/partials/choix.html.
 */
(() => {
  "use strict";
  const most = 4;
  const { annoncer, racine, remplir } = window.traversees;
  const scope = racine.pathname;
  const key = `${scope}comparer`;
  const bar = /** @type {HTMLElement} */ (document.getElementById("__choix"));
  const [sentence, link, emptyButton] = /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("p, a, button"));
  const comparing = document.querySelector("[data-comparaison]") !== null;
  /** @param {string} name @param {Facts} [values] */
  const say = (name, values) => remplir(bar.dataset[name], values);
  let chosen = stored();

  /** @returns {string[]} */
  function stored() {
    try {
      /** @type {string[]} */
      const ids = JSON.parse(localStorage.getItem(key) ?? "[]");
      return ids.filter((id) => /^[a-z0-9-]+$/.test(id)).slice(0, most);
    } catch { /* storage refused or spoilt: nothing was chosen */ }
    return [];
  }

  function store() {
    try {
      if (chosen.length) localStorage.setItem(key, JSON.stringify(chosen));
      else localStorage.removeItem(key);
    } catch { /* storage refused: the choice lasts as long as the page */ }
  }

  function summary() {
    return chosen.length > 1 ? say("plusieurs", { n: chosen.length }) : say(chosen.length ? "une" : "vide");
  }

  function show(text = summary()) {
    sentence.textContent = text;
    link.hidden = chosen.length < 2;
    bar.hidden = comparing || !chosen.length;
    document.querySelectorAll("[data-choisir]").forEach(showChosen);
    document.dispatchEvent(new CustomEvent("traversees:choix"));
  }

  /** @param {Element} button */
  function showChosen(button) {
    const id = button.getAttribute("data-choisir") ?? "";
    button.setAttribute("aria-pressed", String(chosen.includes(id)));
  }

  /** @param {string[]} ids */
  function ecrire(ids) {
    chosen = [...new Set(ids)].slice(0, most);
    store();
    show();
  }

  /** @param {string} id */
  function toggle(id) {
    if (!chosen.includes(id) && chosen.length === most) {
      show(say("trop"));
      annoncer(say("trop"));
      return;
    }
    ecrire(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
    annoncer(summary());
  }

  /** @param {HTMLElement} place @param {string} id @param {string} name */
  function addButton(place, id, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "choisir";
    button.dataset.choisir = id;
    button.textContent = say("bouton");
    button.setAttribute("aria-label", say("nom", { nom: name }));
    showChosen(button);
    button.addEventListener("click", () => toggle(id));
    place.append(button);
    place.hidden = false;
  }

  /**
   * A card says which initiative it shows by its link; another place by `data-initiative`.
   * @param {HTMLElement} place @param {HTMLAnchorElement | null} anchor
   */
  function idOf(place, anchor) {
    if (place.dataset.initiative || !anchor) return place.dataset.initiative ?? "";
    const { pathname } = new URL(anchor.href);
    return pathname.startsWith(`${scope}initiatives/`) ? pathname.slice(`${scope}initiatives/`.length, -1) : "";
  }

  /** @param {ParentNode} root */
  function equiper(root = document) {
    /** @type {NodeListOf<HTMLElement>} */
    const places = root.querySelectorAll("main :is(.carte, [data-initiative])");
    for (const place of places) {
      const anchor = place.querySelector("a");
      const button = place.querySelector("[data-choisir]");
      if (button) showChosen(button); // it may come back from a filter
      const id = button ? "" : idOf(place, anchor);
      const title = anchor ?? document.querySelector("main h1");
      if (id) addButton(place, id, title?.textContent.replace("¶", "").trim() ?? "");
    }
  }

  function refresh() {
    chosen = stored();
    show();
  }

  emptyButton.addEventListener("click", () => {
    ecrire([]);
    annoncer(say("vide"));
    document.querySelector("main")?.focus({ preventScroll: true });
  });
  addEventListener("storage", (event) => { if (event.key === key) refresh(); });
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });

  window.traversees.choix = { lire: () => [...chosen], ecrire, equiper };
  equiper();
  show();
})();
