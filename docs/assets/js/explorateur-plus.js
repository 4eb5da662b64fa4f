// @ts-check
/* What the explorer needs at times only, loaded at the first use: the ways out of an empty list, and the exports. */
(() => {
  "use strict";

  /**
   * For each criterion, what dropping it alone would give; when that is nothing, what keeping it alone would.
   * @type {ExplorateurPlus["waysOut"]}
   */
  function waysOut(result, { box, facets, field, labelOf, say, uncheck, eraseWords }) {
    /** @param {string} name @param {Facts} values */
    const word = (name, values) => say(name, values, box);
    /** @param {string[]} labels */
    const quoted = (labels) => labels.map((nom) => word("guillemets", { nom })).join(box.dataset.et);
    const checked = facets.map(({ boxes: own }, rank) => (
      { words: false, bit: 1 << rank, label: quoted(own.filter((one) => one.checked).map(labelOf)), drop: () => uncheck(own) }
    )).filter(({ bit }) => result.active & bit);
    const typed = { words: true, bit: 0, label: word("mots", { quoi: quoted([field.value.trim()]) }), drop: eraseWords };
    const groups = result.words.length ? [...checked, typed] : checked;
    if (groups.length < 2) return [];
    /**
     * @typedef {typeof typed} Group
     * @param {string} verb
     * @param {(miss: Found["misses"][number], group: Group) => boolean} keeps
     * @param {(group: Group) => void} act
     */
    const propose = (verb, keeps, act) => groups.map((group) => ({
      text: word(verb, { quoi: group.label }),
      number: result.misses.filter((miss) => keeps(miss, group)).length,
      act: () => act(group),
    })).filter(({ number }) => number).sort((one, other) => other.number - one.number);
    const ways = propose("retirer", ({ missing, score }, { bit, words }) => !(missing & ~bit) && (score > 0 || words), ({ drop }) => drop());
    return ways.length ? ways : propose("garder", ({ missing, score }, { bit, words }) => (words ? score > 0 : !(missing & bit)),
      (kept) => groups.forEach((group) => { if (group !== kept) group.drop(); }));
  }

  /*
   * The exports. A row is a list of columns (key, title, value), where a term of a vocabulary is a box of the form: it
   * becomes words in the spreadsheet, `{cle, libelle}` in the data.
   */

  /**
   * @typedef {string | HTMLInputElement | HTMLInputElement[] | null} Cell
   * @typedef {[key: string, title: string, value: Cell][]} Row
   * @typedef {Parameters<ExplorateurPlus["save"]>[2]} Page
   */

  /** @param {Card} record @param {Page} page @returns {Row} */
  function rowOf(record, { boxes, facets, idOf, nameOf, summaryOf, words }) {
    const { ville = null, debut = null, verifie = null } = record.card.dataset;
    /** @param {Record<string, string | null>} values @returns {Row} */
    const own = (values) => Object.entries(values).map(([key, value]) => [key, words[key] ?? "", value]);
    /** @type {Row} */
    const terms = facets.map(({ name, title, several }) => {
      const values = record.terms.map((term) => boxes[term]).filter((box) => box.name === name);
      return several ? [`${name}s`, title, values] : [name, title, values[0] ?? null];
    });
    return [
      ...own({ id: idOf(record), nom: nameOf(record), resume: summaryOf(record) }), ...terms,
      ...own({ ville, debut, verifie_le: verifie, adresse: record.card.querySelector("a")?.href ?? null }),
    ];
  }

  /**
   * For a French spreadsheet: semicolons and a byte-order mark; what it could take for a formula is made text.
   * @param {Row[]} rows @param {Page} page
   */
  function csv(rows, { labelOf }) {
    /** @param {Cell} value */
    const plain = (value) => [value ?? ""].flat().map((part) => (typeof part === "string" ? part : labelOf(part))).join(", ");
    /** @param {Cell} value */
    const cell = (value) => `"${plain(value).replace(/^(?=\s*[=+\-@＝＋－＠])/, "'").replace(/"/g, '""')}"`;
    const lines = [rows[0]?.map(([, title]) => title) ?? [], ...rows.map((row) => row.map(([, , value]) => value))];
    return `\ufeff${lines.map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
  }

  /** @param {Row[]} rows @param {Page} page */
  function json(rows, { labelOf, words }) {
    const initiatives = rows.map((row) => Object.fromEntries(row.map(([key, , value]) => [key, value])));
    const about = { titre: document.title, adresse: location.href, licence: words.licence, date: window.traversees.jour() };
    /** @param {string} _ @param {unknown} value */
    const term = (_, value) => (value instanceof HTMLInputElement ? { cle: value.value, libelle: labelOf(value) } : value);
    return JSON.stringify({ ...about, initiatives }, term, 2);
  }

  /** @type {Record<string, [write: (rows: Row[], page: Page) => string, type: string]>} */
  const FILES = { csv: [csv, "text/csv;charset=utf-8"], json: [json, "application/json"] };

  /**
   * Gives the reader a file of `kind` with the records kept; `page` knows how to read them.
   * @type {ExplorateurPlus["save"]}
   */
  function save(kind, kept, page) {
    const [write, type] = FILES[kind];
    const content = write(kept.map((record) => rowOf(record, page)), page);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = `${page.words.fichier}-${window.traversees.jour()}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  window.traversees.recevoir("assets/js/explorateur-plus.js", { waysOut, save });
})();
