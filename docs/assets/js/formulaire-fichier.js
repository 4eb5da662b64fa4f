/*
 * The form, third part: the file. The port of writing.py: keys in the order of the model, empty ones left out, each text in
 * the first manner that is read again as the same text. What it writes is what « formater » writes.
 */
(() => {
  "use strict";

  function fichier(model, textes, regles) {
    const { width, long } = model.rules;
    const NUMBERS = new Set(["number", "integer"]);
    const indented = (lines) => lines.map((line) => (line ? `  ${line}` : ""));

    /* Whether YAML reads `text`, written as it is, as itself: after a key and after a dash. */
    function isPlain(text) {
      return !/^[[\]{},#&*!|>'"%@`]|^[-?:](?:[ \t]|$)|:(?:[ \t]|$)|[ \t]#/.test(text)
        && !textes.has("indent", `- ${text}`);
    }

    function written(text, entry) {
      const several = text.includes("\n");
      const block = several || (textes.signs(text) > long && entry.genre === "prose");
      if (block && !textes.has("indent", text)) return `|\n${text}`;
      const year = entry.year && textes.full("yearAlone", text);
      if (!several && (year || !textes.full("guessed", text)) && isPlain(text)) return text;
      if (!/["\\\n]/.test(text)) return `"${text}"`;
      if (!several) return `'${text.replaceAll("'", "''")}'`;
      return JSON.stringify(text);
    }

    /* A number as Python writes it. */
    function numeral(value) {
      const number = Number(value);
      if (Number.isInteger(number)) return BigInt(number).toString();
      const small = Math.abs(number) < 1e-4;
      return small ? number.toExponential().replace(/e-(\d)$/, "e-0$1") : String(number);
    }

    function scalar(value, entry) {
      if (entry.genre === "yes") return ["oui"];
      if (NUMBERS.has(entry.genre)) return [numeral(value)];
      return written(value, entry).split("\n");
    }

    const item = (lines) => lines.map((line, index) => `  ${index ? " " : "-"} ${line}`.trimEnd());

    function list(entry, values, depth) {
      if (values.every((value) => typeof value === "string" && textes.full("name", value))) {
        const line = `${entry.key}: [${values.map((value) => written(value, entry)).join(", ")}]`;
        if (textes.signs(line) + 2 * depth <= width) return [line];
      }
      const lines = (value) => (entry.genre === "block" ? block(entry.keys, value, depth + 1) : scalar(value, entry));
      return [`${entry.key}:`, ...values.flatMap((value) => item(lines(value)))];
    }

    const said = (entries, data) => entries.filter((entry) => entry.genre !== "body" && !regles.empty(data[entry.key]));

    function inner(entry, value, depth) {
      const entries = said(entry.keys, value);
      if (!entries.every(({ genre, many }) => NUMBERS.has(genre) && !many)) {
        return [`${entry.key}:`, ...indented(block(entries, value, depth))];
      }
      return [`${entry.key}: {${entries.map(({ key }) => `${key}: ${numeral(value[key])}`).join(", ")}}`];
    }

    function block(entries, data, depth = 0) {
      return said(entries, data).flatMap((entry) => {
        const value = data[entry.key];
        if (entry.many) return list(entry, value, depth + 1);
        if (entry.genre === "block") return inner(entry, value, depth + 1);
        const [first, ...more] = scalar(value, entry);
        return [`${entry.key}: ${first}`, ...indented(more)];
      });
    }

    function text(data) {
      const header = `${block(model.entries, data).join("\n")}\n`;
      const body = model.entries.find(({ genre }) => genre === "body");
      return body ? `---\n${header}---\n\n${data[body.key] ?? ""}\n` : header;
    }

    /* The name of a new file: what people call the record, after its date if it has one. */
    function name(data) {
      const title = data[model.entries[0].key] ?? "";
      const dated = model.entries.some(({ key }) => key === "date") ? `${data.date ?? ""} ` : "";
      const wanted = textes.slug(dated + title).slice(0, 90).replace(/-+$/, "") || model.kind;
      let free = wanted;
      for (let count = 2; model.ids.includes(free); count += 1) free = `${wanted}-${count}`;
      return { name: free + model.suffix, taken: free !== wanted };
    }

    return { name, numeral, text };
  }

  window.traversees.formulaire.fichier = fichier;
})();
