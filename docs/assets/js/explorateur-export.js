/*
 * The exports of the explorer, loaded at the first use. A row is a list of columns (key, title, value), where a term of a
 * vocabulary is a box of the form: it becomes words in the spreadsheet, `{cle, libelle}` in the data.
 */
const MANY = ["besoin", "theme", "public", "metier"]; // facets where a record bears several options
const LICENCE = "CC BY-SA 4.0";

function rowOf(record, { boxes, facets, idOf, nameOf, summaryOf }) {
  const { ville = null, debut = null, verifie } = record.card.dataset;
  const terms = facets.map(({ name, title }) => {
    const values = record.terms.map((term) => boxes[term]).filter((box) => box.name === name);
    return MANY.includes(name) ? [`${name}s`, title, values] : [name, title, values[0] ?? null];
  });
  return [
    ["id", "Fiche", idOf(record)], ["nom", "Nom", nameOf(record)], ["resume", "Résumé", summaryOf(record)], ...terms,
    ["ville", "Ville", ville], ["debut", "Début", debut], ["verifie_le", "Vérifiée le", verifie],
    ["adresse", "Adresse", record.card.querySelector("a").href],
  ];
}

/* For a French spreadsheet: semicolons and a byte-order mark; what it could take for a formula is made text. */
function csv(rows, labelOf) {
  const words = (value) => [value ?? ""].flat().map((part) => (part.name ? labelOf(part) : part)).join(", ");
  const cell = (value) => `"${words(value).replace(/^(?=\s*[=+\-@＝＋－＠])/, "'").replace(/"/g, '""')}"`;
  const lines = [rows[0]?.map(([, title]) => title) ?? [], ...rows.map((row) => row.map(([, , value]) => value))];
  return `\ufeff${lines.map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
}

function json(rows, labelOf) {
  const initiatives = rows.map((row) => Object.fromEntries(row.map(([key, , value]) => [key, value])));
  const about = { titre: document.title, adresse: location.href, licence: LICENCE, date: today() };
  const term = (key, value) => (value instanceof HTMLInputElement ? { cle: value.value, libelle: labelOf(value) } : value);
  return JSON.stringify({ ...about, initiatives }, term, 2);
}

const today = () => new Date().toISOString().slice(0, 10);
const FILES = { csv: [csv, "text/csv;charset=utf-8"], json: [json, "application/json"] };

/* Gives the reader a file of `kind` with the records kept; `page` knows how to read them. */
export function save(kind, kept, page) {
  const [write, type] = FILES[kind];
  const content = write(kept.map((record) => rowOf(record, page)), page.labelOf);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = `traversees-initiatives-${today()}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
