/*
 * The table of the page « Comparer »: two to four initiatives, the rows that differ first. The address names them
 * (`?fiches=a,b`), so that it can be shared; it becomes the reader's choice. Rows and sentences are in the page.
 */
(() => {
  "use strict";
  const frame = document.querySelector("[data-comparaison]");
  const { choix, annoncer } = window.traversees;
  const { fiches, site } = frame.dataset;
  const notice = frame.querySelector(".comparaison-avis");
  const title = frame.querySelector("h2");
  const actions = frame.querySelector(".comparaison-actions");
  const table = frame.querySelector("table");
  const head = table.tHead.rows[0];
  const rows = [...frame.querySelectorAll("[data-cle]")];
  const groups = Object.fromEntries([...frame.querySelectorAll("[data-groupe]")].map((body) => [body.dataset.groupe, body]));
  const names = new Map([...document.querySelectorAll("li[data-initiative]")]
    .map((item) => [item.dataset.initiative, item.querySelector("a").textContent]));
  const renamed = new Map([...document.querySelectorAll("li[data-anciens]")]
    .flatMap((item) => item.dataset.anciens.split(" ").map((name) => [name, item.dataset.initiative])));
  const loaded = new Map();
  const say = (name, values = {}) => frame.dataset[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  let shown = []; // the table as texts, for the CSV
  let run = 0; // the last drawing asked for: an older one, late, draws nothing

  /* What each row shows of an initiative: a list of { texte, avant, lien }. A French name is a key; we compute the others. */
  const number = new Intl.NumberFormat("fr-FR");
  const lines = (text) => (text ?? "").split("\n").filter(Boolean)
    .map((line) => ({ texte: line.replace(/\s*\[@[a-z0-9-]+\]/g, "") }));
  const term = ({ libelle }) => ({ texte: libelle });
  const reference = ({ libelle, adresse }) => ({ texte: libelle, lien: site + adresse });
  const figure = ({ valeur, unite, environ, libelle, annee }) => {
    const value = `${environ ? "environ " : ""}${number.format(valeur)}${unite ? `\u00a0${unite}` : ""}`;
    return { avant: value, texte: `${libelle} (${annee})` };
  };
  const values = {
    place: ({ ville, region }) => (ville?.startsWith(region.libelle) ? ville : [ville, region.libelle].filter(Boolean).join(" · ")),
    since: ({ debut, fin }) => [debut, fin].filter(Boolean).map((date) => date.slice(0, 4)).join(" – "),
    visite: ({ visite }) => lines(visite?.texte),
    besoins: ({ besoins }) => besoins.map(({ besoin }) => reference(besoin)),
    chiffres: (fiche) => fiche.chiffres.map(figure),
    resultats: ({ resultats }) => resultats.map(({ texte, preuve }) => ({ avant: preuve.libelle, texte: lines(texte)[0].texte })),
    essayer: ({ transfert }) => lines(transfert.essayer),
    conditions: ({ transfert }) => transfert.conditions.map(({ ici, texte }) => ({ avant: ici.libelle, texte: lines(texte)[0].texte })),
    acteurs: ({ transfert }) => transfert.acteurs.map(reference),
    deja: ({ transfert }) => transfert.deja.map(reference),
    sources: (fiche) => [{ texte: `${fiche.sources.length} sources`, lien: `${site}${fiche.adresse}#sources` }],
  };

  function itemsOf(cle, fiche) {
    const value = values[cle]?.(fiche) ?? fiche[cle];
    if (Array.isArray(value)) return value.map((item) => (item.libelle ? term(item) : item));
    return typeof value === "string" ? lines(value) : [term(value)];
  }

  const textOf = ({ avant, texte }) => (avant ? `${avant}\u00a0: ${texte}` : texte);
  const sameText = (items) => items.map(textOf).sort().join("\n");

  /* What all share comes last, and says so: the differences first. */
  function marked(lists) {
    const everywhere = (item) => lists.every((list) => list.some((other) => textOf(other) === textOf(item)));
    return lists.map((list) => list
      .map((item) => ({ ...item, commun: list.length > 1 && everywhere(item) }))
      .sort((a, b) => a.commun - b.commun));
  }

  function filled(element, { avant, texte, lien, commun }) {
    if (avant) element.append(make("strong", { textContent: avant }), "\u00a0: ");
    element.append(lien ? make("a", { href: lien, textContent: texte }) : texte);
    if (commun) element.append(" ", make("span", { className: "commun", textContent: say("commun") }));
    return element;
  }

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

  function headerOf(fiche) {
    const header = make("th", { scope: "col" });
    const button = make("button", { type: "button", textContent: say("retirer") });
    button.setAttribute("aria-label", `${say("retirer")}\u00a0: ${fiche.nom}`);
    button.addEventListener("click", () => remove(fiche));
    header.append(make("a", { href: site + fiche.adresse, textContent: fiche.nom }), button);
    return header;
  }

  function drawRow(row, list) {
    const lists = list.map((fiche) => itemsOf(row.dataset.cle, fiche));
    const same = lists.every((items) => sameText(items) === sameText(lists[0]));
    [...row.cells].slice(1).forEach((cell) => cell.remove());
    if (lists.some((items) => items.length)) {
      row.append(...(same ? lists : marked(lists)).map((items, index) => cellOf(items, list[index])));
      groups[same ? "pareilles" : "differentes"].append(row);
      shown.push({ same, texts: [row.cells[0].textContent, ...lists.map((items) => items.map(textOf).join("\n"))] });
    } else {
      row.remove();
    }
  }

  function draw(list) {
    [...head.cells].slice(1).forEach((cell) => cell.remove());
    head.append(...list.map(headerOf));
    shown = [];
    rows.forEach((row) => row.remove());
    rows.forEach((row) => drawRow(row, list));
    for (const body of Object.values(groups)) {
      body.rows[0].cells[0].colSpan = list.length + 1;
      body.hidden = body.rows.length === 1;
    }
    shown = [
      { texts: [head.cells[0].textContent, ...list.map(({ nom }) => nom)] },
      ...shown.filter(({ same }) => !same),
      ...shown.filter(({ same }) => same),
    ].map(({ texts }) => texts);
    frame.style.setProperty("--colonnes", list.length);
    frame.querySelector(".comparaison-adresse").textContent = location.href;
  }

  /* Which initiatives: those of the address, else those chosen before. */
  function asked() {
    const address = new URLSearchParams(location.search).get("fiches");
    return address === null ? choix.lire() : [...new Set(address.split(",").map((id) => id.trim()).filter(Boolean))];
  }

  async function load(id) {
    if (!loaded.has(id)) {
      const answer = await fetch(`${fiches}${id}.json`);
      if (!answer.ok) throw new Error(answer.statusText);
      loaded.set(id, await answer.json());
    }
    return loaded.get(id);
  }

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
    const drawn = ready && shown.length > 0;
    [title, actions, table.closest(".tableau") ?? table].forEach((part) => { part.hidden = !drawn; });
    frame.hidden = false;
  }

  function remove(fiche) {
    choix.ecrire(choix.lire().filter((id) => id !== fiche.id));
    annoncer(say("retiree", { nom: fiche.nom }));
    (title.hidden ? document.querySelector("main") : title).focus({ preventScroll: true });
  }

  /* CSV as Excel opens it in French: a byte-order mark, semicolons; a text that looks like a formula stays a text. */
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
    document.querySelector("main").focus({ preventScroll: true });
    annoncer(say("aucune"));
  }

  const does = { copier: copy, csv: download, imprimer: () => print(), vider: empty };
  actions.addEventListener("click", ({ target }) => does[target.dataset.action]?.());

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
