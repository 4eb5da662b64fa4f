/* What the explorer needs at times only, loaded at the first use: the ways out of an empty list, and the exports. */

/* For each criterion, what dropping it alone would give; when that is nothing, what keeping it alone would. */
export function waysOut(result, { box, boxes, facets, field, labelOf, say, uncheck, eraseWords }) {
  const word = (name, values) => say(name, values, box);
  const quoted = (labels) => labels.map((nom) => word("guillemets", { nom })).join(box.dataset.et);
  const groups = facets.map(({ boxes: own }, rank) => (
    { bit: 1 << rank, label: quoted(own.filter(({ checked }) => checked).map(labelOf)), drop: () => uncheck(own) }
  )).filter(({ bit }) => result.active & bit);
  if (result.words.length) {
    groups.push({ words: true, bit: 0, label: word("mots", { quoi: quoted([field.value.trim()]) }), drop: eraseWords });
  }
  if (groups.length < 2) return [];
  const propose = (verb, keeps, act) => groups.map((group) => ({
    text: word(verb, { quoi: group.label }),
    number: result.misses.filter((miss) => keeps(miss, group)).length,
    act: () => act(group),
  })).filter(({ number }) => number).sort((one, other) => other.number - one.number);
  const ways = propose("retirer", ({ missing, score }, { bit, words }) => !(missing & ~bit) && (score || words), ({ drop }) => drop());
  return ways.length ? ways : propose("garder", ({ missing, score }, { bit, words }) => (words ? score : !(missing & bit)),
    (kept) => groups.forEach((group) => { if (group !== kept) group.drop(); }));
}

/*
 * The exports. A row is a list of columns (key, title, value), where a term of a vocabulary is a box of the form: it
 * becomes words in the spreadsheet, `{cle, libelle}` in the data.
 */
const MANY = ["besoin", "theme", "public", "metier"]; // facets where a record bears several options

function rowOf(record, { boxes, facets, idOf, nameOf, summaryOf, words }) {
  const { ville = null, debut = null, verifie } = record.card.dataset;
  const own = (values) => Object.entries(values).map(([key, value]) => [key, words[key], value]);
  const terms = facets.map(({ name, title }) => {
    const values = record.terms.map((term) => boxes[term]).filter((box) => box.name === name);
    return MANY.includes(name) ? [`${name}s`, title, values] : [name, title, values[0] ?? null];
  });
  return [
    ...own({ id: idOf(record), nom: nameOf(record), resume: summaryOf(record) }), ...terms,
    ...own({ ville, debut, verifie_le: verifie, adresse: record.card.querySelector("a").href }),
  ];
}

/* For a French spreadsheet: semicolons and a byte-order mark; what it could take for a formula is made text. */
function csv(rows, { labelOf }) {
  const plain = (value) => [value ?? ""].flat().map((part) => (part.name ? labelOf(part) : part)).join(", ");
  const cell = (value) => `"${plain(value).replace(/^(?=\s*[=+\-@＝＋－＠])/, "'").replace(/"/g, '""')}"`;
  const lines = [rows[0]?.map(([, title]) => title) ?? [], ...rows.map((row) => row.map(([, , value]) => value))];
  return `\ufeff${lines.map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
}

function json(rows, { labelOf, words }) {
  const initiatives = rows.map((row) => Object.fromEntries(row.map(([key, , value]) => [key, value])));
  const about = { titre: document.title, adresse: location.href, licence: words.licence, date: window.traversees.jour() };
  const term = (key, value) => (value instanceof HTMLInputElement ? { cle: value.value, libelle: labelOf(value) } : value);
  return JSON.stringify({ ...about, initiatives }, term, 2);
}

const FILES = { csv: [csv, "text/csv;charset=utf-8"], json: [json, "application/json"] };

/* Gives the reader a file of `kind` with the records kept; `page` knows how to read them. */
export function save(kind, kept, page) {
  const [write, type] = FILES[kind];
  const content = write(kept.map((record) => rowOf(record, page)), page);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = `${page.words.fichier}-${window.traversees.jour()}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
