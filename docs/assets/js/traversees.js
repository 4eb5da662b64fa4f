// @ts-check
/*
 * Menu, colours, table of contents, tables, announcements. Without this script every page still reads: « Menu » leads to
 * the site map. Other scripts may call `traversees.annoncer(text)`, `traversees.encadrer(table)` for a table they made,
 * `traversees.mots(query)` and `traversees.plier(text)` to search in French, `traversees.jour()` for today’s date,
 * `traversees.remplir(text, facts)` to complete a sentence of the page, and click any element with `data-recherche-ouvrir` to
 * open the search.
 */
(() => {
  "use strict";
  const find = /** @type {Find} */ ((selector, from = document) => from.querySelector(selector));
  const findAll = /** @type {FindAll} */ ((selector, from = document) => [...from.querySelectorAll(selector)]);

  /* The menu: a panel under the header on narrow screens, plain tabs on wide ones. */
  const wide = matchMedia("(min-width: 76.25em)");
  const menu = find("#__menu");
  const menuButton = find("#__menu-bouton");
  const menuIsOpen = () => menuButton.getAttribute("aria-expanded") === "true";

  /** @param {boolean} open */
  function setMenu(open) {
    menuButton.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("menu-ouvert", open);
    findAll("main, footer").forEach((part) => { part.inert = open; });
  }

  function closeMenu() {
    if (menuIsOpen()) setMenu(false);
  }

  find("#__menu-lien").hidden = true;
  menuButton.hidden = false;
  menuButton.addEventListener("click", () => {
    setMenu(!menuIsOpen());
    if (menuIsOpen()) (find("[aria-current=page]", menu) ?? find("a", menu)).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menuIsOpen()) return;
    closeMenu();
    menuButton.focus();
  });
  wide.addEventListener("change", closeMenu);
  addEventListener("pagehide", closeMenu); // else going back would show it open
  findAll("[data-recherche-ouvrir]").forEach((button) => button.addEventListener("click", closeMenu));

  /* The colours: those of the system, until the reader prefers the others; stored as Material does. */
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const colourButton = find("#__palette");
  const key = `${window.traversees.racine.pathname}.__palette`;
  const isDark = () => document.body.dataset.mdColorScheme === "slate";

  /** @param {boolean} dark */
  function setColours(dark) {
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    colourButton.setAttribute("aria-pressed", String(dark));
  }

  /** @param {boolean} dark */
  function storeColours(dark) {
    const media = `(prefers-color-scheme: ${dark ? "dark" : "light"})`;
    const color = { media, scheme: dark ? "slate" : "default", primary: "custom", accent: "custom" };
    try {
      if (dark === systemDark.matches) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ index: Number(dark), color }));
    } catch { /* storage refused: the choice lasts as long as the page */ }
  }

  setColours(isDark());
  colourButton.addEventListener("click", () => {
    setColours(!isDark());
    storeColours(isDark());
  });
  systemDark.addEventListener("change", () => {
    try {
      if (localStorage.getItem(key)) return;
    } catch { /* storage refused: nothing was chosen */ }
    setColours(systemDark.matches);
  });

  /* Paper is light. */
  let onScreen = false;
  addEventListener("beforeprint", () => {
    onScreen = isDark();
    setColours(false);
  });
  addEventListener("afterprint", () => setColours(onScreen));

  /* The table of contents: open beside the text, closed above it; the section being read is marked. */
  const contents = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".sommaire details"));
  const beside = matchMedia("(min-width: 60em)");

  if (contents) {
    const openContents = () => { contents.open = beside.matches; };
    openContents();
    beside.addEventListener("change", openContents);
    const observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        findAll("[aria-current]", contents).forEach((link) => link.removeAttribute("aria-current"));
        contents.querySelector(`a[href="#${CSS.escape(target.id)}"]`)?.setAttribute("aria-current", "location");
      }
    }, { rootMargin: "-10% 0px -75%" });
    findAll("main :is(h2, h3)[id]").forEach((heading) => observer.observe(heading));
  }

  /* The tables: one that overflows becomes a named region that the keyboard can scroll. */
  const names = new Set();

  /** @param {HTMLTableElement} table */
  function nameOf(table) {
    const before = findAll("main :is(h1, h2, h3, h4)")
      .filter((heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING);
    const title = (table.caption ?? before.at(-1))?.textContent.replace("¶", "").trim();
    const name = [find("main").dataset.tableau, title].filter(Boolean).join(" : ");
    let unique = name;
    for (let count = 2; names.has(unique); count += 1) unique = `${name} (${count})`;
    names.add(unique);
    return unique;
  }

  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const frame = /** @type {HTMLElement} */ (target);
    if (frame.scrollWidth > frame.clientWidth) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", frame.dataset.nom ?? "");
    } else {
      ["tabindex", "role", "aria-label"].forEach((name) => frame.removeAttribute(name));
    }
  }));

  /** @param {HTMLTableElement} table */
  function encadrer(table) {
    const frame = document.createElement("div");
    frame.className = "tableau";
    frame.dataset.nom = nameOf(table);
    table.replaceWith(frame);
    frame.append(table);
    sizes.observe(frame);
  }

  /** @type {HTMLTableElement[]} */ (findAll("main table")).filter((table) => !table.closest(".tableau")).forEach(encadrer);

  /**
   * The announcements: said by screen readers, not shown.
   * @param {string} text
   */
  function annoncer(text) {
    const region = find("#__annonces");
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 100);
  }

  /* French as our searches read it: « œ » in two letters, elisions cut (as in cards.py), small words left out of what is asked. */
  const ELISION = /\b(?:[ldjnsctm]|(?:jus|lors|puis|quoi|quel|pres)?qu)['’]/g;
  /* eslint-disable no-restricted-syntax -- words that a search leaves out, not a sentence */
  const SMALL_WORDS = new Set((
    "ai ainsi afin alors au aucun aussi aux avec ca car ce ceci cela ces cet cette ceux chez comme comment dans de des donc "
    + "dont du elle elles en encore entre es est et etc ete etre eu faire fait font hors il ils je jusque la le les leur "
    + "leurs lorsque lui ma mais me mes mon ne ni nos notre nous on ou par pas pendant peut plus pour pourquoi puisque quand "
    + "que quel quelle quelles quels qui quoi sa se ses si son sont sous sur ta te tes ton tous tout toute toutes tu un une "
    + "veut veux vos votre vous"
  ).split(" "));
  /**
   * eslint-enable no-restricted-syntax
   * @param {string} text
   */
  const spelled = (text) => text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(ELISION, "").replace(/['’]/g, "");

  /**
   * `text` as words of plain Latin letters between spaces: what is searched.
   * @param {string} text
   */
  function plier(text) {
    return spelled(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  }

  /**
   * The words of what is asked, accents kept; the small ones only when there is no other.
   * @param {string} query
   */
  function mots(query) {
    const words = [...new Set(spelled(query).replace(/\b(\p{L})\.(?=\p{L}\b)/gu, "$1").match(/[\p{L}\p{N}]+/gu) ?? [])];
    const long = words.filter((word) => word.length > 1 && !SMALL_WORDS.has(plier(word)));
    return long.length ? long : words;
  }

  /* Today where the reader is, AAAA-MM-JJ. */
  function jour(now = new Date()) {
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  }

  /**
   * A sentence of the page with the `facts` that it leaves open: « {n} pages ».
   * @type {Traversees["remplir"]}
   */
  const remplir = (text, facts = {}) => /** @type {string} */ (text).replace(/\{(\w+)\}/g, (_, fact) => String(facts[fact]));

  /* From a disk, no server gives the page of a folder: a link that is about to be followed names it. */
  /** @param {Event} event */
  function nameThePage({ target }) {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }

  if (location.protocol === "file:") ["click", "auxclick", "contextmenu"].forEach((name) => addEventListener(name, nameThePage, true));

  Object.assign(window.traversees, { annoncer, encadrer, jour, mots, plier, remplir });
})();
