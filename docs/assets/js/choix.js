/*
 * The initiatives chosen to be compared, from any page: a button on each card, kept in the browser only. Other scripts may
 * use `traversees.choix` (`lire`, `ecrire`, `equiper`) and hear `traversees:choix` on the document. The sentences are in
 * overrides/partials/choix.html.
 */
(() => {
  "use strict";
  const most = 4;
  const scope = new URL("../../", document.currentScript.src).pathname;
  const key = `${scope}comparer`;
  const bar = document.getElementById("__choix");
  const [sentence, link, emptyButton] = bar.querySelectorAll("p, a, button");
  const comparing = document.querySelector("[data-comparaison]") !== null;
  const say = (name, values = {}) => bar.dataset[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
  let chosen = stored();

  function stored() {
    try {
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
    document.querySelectorAll("[data-choisir]").forEach((button) => {
      button.setAttribute("aria-pressed", chosen.includes(button.dataset.choisir));
    });
    document.dispatchEvent(new CustomEvent("traversees:choix"));
  }

  function ecrire(ids) {
    chosen = [...new Set(ids)].slice(0, most);
    store();
    show();
  }

  function toggle(id) {
    if (!chosen.includes(id) && chosen.length === most) {
      show(say("trop"));
      window.traversees.annoncer(say("trop"));
      return;
    }
    ecrire(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
    window.traversees.annoncer(summary());
  }

  function addButton(place, id, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "choisir";
    button.dataset.choisir = id;
    button.textContent = say("bouton");
    button.setAttribute("aria-label", say("nom", { nom: name }));
    button.setAttribute("aria-pressed", chosen.includes(id));
    button.addEventListener("click", () => toggle(id));
    place.append(button);
    place.hidden = false;
  }

  /* A card says which initiative it shows by its link; another place by `data-initiative`. */
  function idOf(place, anchor) {
    if (place.dataset.initiative) return place.dataset.initiative;
    const { pathname } = new URL(anchor.href);
    return pathname.startsWith(`${scope}initiatives/`) ? pathname.slice(`${scope}initiatives/`.length, -1) : "";
  }

  function equiper(root = document) {
    for (const place of root.querySelectorAll("main :is(.carte, [data-initiative])")) {
      const anchor = place.querySelector("a");
      const button = place.querySelector("[data-choisir]");
      button?.setAttribute("aria-pressed", chosen.includes(button.dataset.choisir)); // it may come back from a filter
      const id = button ? "" : idOf(place, anchor);
      const title = anchor ?? document.querySelector("main h1");
      if (id) addButton(place, id, title.textContent.replace("¶", "").trim());
    }
  }

  function refresh() {
    chosen = stored();
    show();
  }

  emptyButton.addEventListener("click", () => {
    ecrire([]);
    window.traversees.annoncer(say("vide"));
    document.querySelector("main").focus({ preventScroll: true });
  });
  addEventListener("storage", (event) => { if (event.key === key) refresh(); });
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });

  window.traversees.choix = { lire: () => [...chosen], ecrire, equiper };
  equiper();
  show();
})();
