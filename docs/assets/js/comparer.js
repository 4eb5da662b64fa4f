// @ts-check
/*
 * The table of the page « Comparer »: two to four initiatives, the rows that differ first. The address names them
 * (`?fiches=a,b`), so that it can be shared; it becomes the reader's choice. Rows and sentences are in the page.
 */
(() => {
  "use strict";

  /**
   * What record_json.py says of an initiative.
   * @typedef {{ cle: string, libelle: string }} Term
   * @typedef {{ id: string, libelle: string, adresse: string }} Reference
   * @typedef {{ valeur: number, unite: string | null, environ: boolean, libelle: string, annee: string }} Figure
   * @typedef {Record<string, unknown> & Told} Fiche
   * @typedef {object} Told
   * @property {string} id
   * @property {string} adresse
   * @property {string} nom
   * @property {string | null} ville
   * @property {Term} region
   * @property {string | null} debut
   * @property {string | null} fin
   * @property {{ texte: string } | null} visite
   * @property {{ besoin: Reference }[]} besoins
   * @property {Figure[]} chiffres
   * @property {{ texte: string, preuve: Term }[]} resultats
   * @property {{ essayer: string, conditions: { texte: string, ici: Term }[], acteurs: Reference[], deja: Reference[] }} transfert
   * @property {object[]} sources
   *
   * What a cell shows, line by line.
   * @typedef {{ texte: string, avant?: string, lien?: string, commun?: boolean }} Item
   */

  const find = /** @type {Find} */ ((selector, from = document) => from.querySelector(selector));
  const findAll = /** @type {FindAll} */ ((selector, from = document) => [...from.querySelectorAll(selector)]);
  const frame = find("[data-comparaison]");
  const { annoncer, charger, choix, remplir } = window.traversees;
  const { site } = frame.dataset;
  const notice = find(".comparaison-avis", frame);
  const title = find("h2", frame);
  const actions = find(".comparaison-actions", frame);
  /** @type {HTMLTableElement} */
  const table = find("table", frame);
  /** @type {HTMLTableRowElement} */
  const head = find("thead tr", table);
  /** @type {HTMLTableRowElement[]} */
  const rows = findAll("[data-cle]", frame);
  /** @type {HTMLTableSectionElement} */
  const different = find("[data-groupe=differentes]", frame);
  /** @type {HTMLTableSectionElement} */
  const alike = find("[data-groupe=pareilles]", frame);
  const names = new Set(findAll("li[data-initiative]").map((item) => item.dataset.initiative));
  const renamed = new Map(findAll("li[data-anciens]")
    .flatMap(({ dataset: { anciens = "", initiative = "" } }) => anciens.split(" ").map((name) => [name, initiative])));
  /** @param {string} name @param {Facts} [facts] */
  const say = (name, facts) => remplir(frame.dataset[name], facts);
  /** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, properties?: object) => HTMLElementTagNameMap[K]} */
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  /** @type {{ same: boolean, texts: string[] }[]} */
  let drawn = []; // the rows as they come
  /** @type {string[][]} */
  let shown = []; // the table as texts, for the CSV
  let run = 0; // the last drawing asked for: an older one, late, draws nothing

  /* What each row shows of an initiative. A French name is a key; we compute the others. */
  const number = new Intl.NumberFormat("fr-FR");
  /** @param {string} [text] @returns {Item[]} */
  const lines = (text) => (text ?? "").split("\n").filter(Boolean)
    .map((line) => ({ texte: line.replace(/\s*\[@[a-z0-9-]+\]/g, "") }));
  /** @param {Term} term @returns {Item} */
  const term = ({ libelle }) => ({ texte: libelle });
  /** @param {Reference} record @returns {Item} */
  const reference = ({ libelle, adresse }) => ({ texte: libelle, lien: site + adresse });
  /** @param {Figure} figure @returns {Item} */
  const figure = ({ valeur, unite, environ, libelle, annee }) => {
    const nombre = `${number.format(valeur)}${unite ? `\u00a0${unite}` : ""}`;
    return { avant: environ ? say("environ", { nombre }) : nombre, texte: `${libelle} (${annee})` };
  };
  /** @type {Record<string, (fiche: Fiche) => Item[] | string>} */
  const values = {
    place: ({ ville, region }) => (ville?.startsWith(region.libelle) ? ville : [ville, region.libelle].filter(Boolean).join(" · ")),
    since: ({ debut, fin }) => [debut, fin].map((date) => date?.slice(0, 4)).filter(Boolean).join(" – "),
    visite: ({ visite }) => lines(visite?.texte),
    besoins: ({ besoins }) => besoins.map(({ besoin }) => reference(besoin)),
    chiffres: (fiche) => fiche.chiffres.map(figure),
    resultats: ({ resultats }) => resultats.map(({ texte, preuve }) => ({ avant: preuve.libelle, texte: lines(texte)[0].texte })),
    essayer: ({ transfert }) => lines(transfert.essayer),
    conditions: ({ transfert }) => transfert.conditions.map(({ ici, texte }) => ({ avant: ici.libelle, texte: lines(texte)[0].texte })),
    acteurs: ({ transfert }) => transfert.acteurs.map(reference),
    deja: ({ transfert }) => transfert.deja.map(reference),
    sources: ({ sources, adresse }) => {
      const n = sources.length;
      return [{ texte: say(n > 1 ? "sources" : "source", { n }), lien: `${site}${adresse}#sources` }];
    },
  };

  /** @param {string} cle @param {Fiche} fiche */
  function itemsOf(cle, fiche) {
    const value = values[cle]?.(fiche) ?? plainItems(fiche[cle]);
    return typeof value === "string" ? lines(value) : value;
  }

  /** @param {unknown} value */
  const plainItems = (value) => (typeof value === "string" ? value : [/** @type {Term | Term[]} */ (value)].flat().map(term));

  /** @param {Item} item */
  const textOf = ({ avant, texte }) => (avant ? `${avant}\u00a0: ${texte}` : texte);
  /** @param {Item[]} items */
  const sameText = (items) => items.map(textOf).sort().join("\n");

  /**
   * What all share comes last, and says so: the differences first.
   * @param {Item[][]} lists
   */
  function marked(lists) {
    /** @param {Item} item */
    const everywhere = (item) => lists.every((list) => list.some((other) => textOf(other) === textOf(item)));
    return lists.map((list) => list
      .map((item) => ({ ...item, commun: list.length > 1 && everywhere(item) }))
      .sort((a, b) => Number(a.commun) - Number(b.commun)));
  }

  /** @template {HTMLElement} T @param {T} element @param {Item} item */
  function filled(element, { avant, texte, lien, commun }) {
    if (avant) element.append(make("strong", { textContent: avant }), "\u00a0: ");
    element.append(lien ? make("a", { href: lien, textContent: texte }) : texte);
    if (commun) element.append(" ", make("span", { className: "commun", textContent: say("commun") }));
    return element;
  }

  /** @param {Item[]} items @param {Fiche} fiche */
  function cellOf(items, fiche) {
    const cell = make("td");
    const name = make("span", { className: "fiche-nom", textContent: fiche.nom });
    name.setAttribute("aria-hidden", "true"); // the header of the column says it
    cell.append(name);
    if (items.length > 1) {
      const list = make("ul");
      list.append(...items.map((item) => filled(make("li"), item)));
      cell.append(list);
    } else {
      cell.append(filled(make("p"), items[0] ?? { texte: say("rien") }));
    }
    return cell;
  }

  /** @param {Fiche} fiche */
  function headerOf(fiche) {
    const header = make("th", { scope: "col" });
    const button = make("button", { type: "button", textContent: say("retirer") });
    button.setAttribute("aria-label", `${say("retirer")}\u00a0: ${fiche.nom}`);
    button.addEventListener("click", () => remove(fiche));
    header.append(make("a", { href: site + fiche.adresse, textContent: fiche.nom }), button);
    return header;
  }

  /** @param {HTMLTableRowElement} row @param {Fiche[]} list */
  function drawRow(row, list) {
    const lists = list.map((fiche) => itemsOf(row.dataset.cle ?? "", fiche));
    const same = lists.every((items) => sameText(items) === sameText(lists[0]));
    [...row.cells].slice(1).forEach((cell) => cell.remove());
    if (lists.some((items) => items.length)) {
      row.append(...(same ? lists : marked(lists)).map((items, index) => cellOf(items, list[index])));
      (same ? alike : different).append(row);
      drawn.push({ same, texts: [row.cells[0].textContent, ...lists.map((items) => items.map(textOf).join("\n"))] });
    } else {
      row.remove();
    }
  }

  /** @param {Fiche[]} list */
  function draw(list) {
    [...head.cells].slice(1).forEach((cell) => cell.remove());
    head.append(...list.map(headerOf));
    drawn = [];
    rows.forEach((row) => row.remove());
    rows.forEach((row) => drawRow(row, list));
    for (const body of [different, alike]) {
      body.rows[0].cells[0].colSpan = list.length + 1;
      body.hidden = body.rows.length === 1;
    }
    shown = [
      [head.cells[0].textContent, ...list.map(({ nom }) => nom)],
      ...drawn.filter(({ same }) => !same).map(({ texts }) => texts),
      ...drawn.filter(({ same }) => same).map(({ texts }) => texts),
    ];
    frame.style.setProperty("--colonnes", String(list.length));
    find(".comparaison-adresse", frame).textContent = location.href;
  }

  /* Which initiatives: those of the address, else those chosen before. */
  function asked() {
    const address = new URLSearchParams(location.search).get("fiches");
    return address === null ? choix.lire() : [...new Set(address.split(",").map((id) => id.trim()).filter(Boolean))];
  }

  /** @type {(id: string) => Promise<Fiche>} */
  const load = (id) => charger(`comparer/fiches/${id}.js`);

  /** @param {string[]} sentences */
  function notify(...sentences) {
    notice.textContent = sentences.filter(Boolean).join(" ");
    notice.hidden = !notice.textContent;
  }

  async function compare(warning = "") {
    run += 1;
    const current = run;
    const ids = choix.lire();
    const ready = ids.length > 1;
    const query = ids.length ? `?fiches=${ids.join(",")}` : "";
    history.replaceState(null, "", location.pathname + query + location.hash);
    try {
      const list = ready ? await Promise.all(ids.map(load)) : [];
      if (current !== run) return;
      if (ready) draw(list);
      notify(warning, ready ? "" : say(ids.length ? "une" : "aucune"));
    } catch {
      if (current !== run) return;
      notify(say("panne"));
      shown = [];
    }
    /** @type {HTMLElement} */
    const whole = table.closest(".tableau") ?? table;
    [title, actions, whole].forEach((part) => { part.hidden = !ready || !shown.length; });
    frame.hidden = false;
  }

  /** @param {Fiche} fiche */
  function remove(fiche) {
    choix.ecrire(choix.lire().filter((id) => id !== fiche.id));
    annoncer(say("retiree", { nom: fiche.nom }));
    (title.hidden ? find("main") : title).focus({ preventScroll: true });
  }

  /**
   * CSV as Excel opens it in French: a byte-order mark, semicolons; a text that looks like a formula stays a text.
   * @param {string} text
   */
  function csvCell(text) {
    const safe = /^\s*[=+\-@\t]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  }

  function download() {
    const text = `\ufeff${shown.map((texts) => texts.map(csvCell).join(";")).join("\r\n")}\r\n`;
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    make("a", { href, download: say("fichier") }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      notify(say("copiee"));
    } catch { /* clipboard refused: the reader copies by hand */
      notify(say("adresse", { adresse: location.href }));
    }
    annoncer(notice.textContent);
  }

  function empty() {
    choix.ecrire([]);
    find("main").focus({ preventScroll: true });
    annoncer(say("aucune"));
  }

  /** @type {Record<string, () => void>} */
  const does = { copier: copy, csv: download, imprimer: () => print(), vider: empty };
  actions.addEventListener("click", ({ target }) => does[/** @type {HTMLElement} */ (target).dataset.action ?? ""]?.());

  const wanted = asked().map((id) => renamed.get(id) ?? id);
  const known = wanted.filter((id) => names.has(id));
  const unknown = wanted.filter((id) => !names.has(id));
  choix.ecrire(known);
  document.addEventListener("traversees:choix", () => compare());
  compare([
    unknown.length ? say("inconnues", { noms: unknown.join(", ") }) : "",
    known.length > choix.lire().length ? say("trop") : "",
  ].join(" ").trim());
})();
