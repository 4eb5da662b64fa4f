// @ts-check
/*
 * The form, third part: the file. The port of writing.py: keys in the order of the model, empty ones left out, each text in
 * the first manner that is read again as the same text. What it writes is what « formater » writes. The editor, which opens
 * files that have comments, writes with it too: `keptComments` is the port of comments.py.
 */
(() => {
  "use strict";

  /**
   * Comments ({ text, side, loc, apart }), each given once, to its place or to the block that holds it.
   * @param {KeptComment[]} all
   */
  function keptComments(all) {
    let left = all;
    /** @param {KeptComment} comment @param {Loc} loc */
    const starts = (comment, loc) => loc.every((part, index) => comment.loc[index] === part);
    /** @param {KeptComment} comment @param {Loc} loc */
    const at = (comment, loc) => comment.loc.length === loc.length && starts(comment, loc);
    /** @param {KeptComment} comment */
    const line = ({ text }) => (/^([\s#]|$)/u.test(text) ? `#${text}` : `# ${text}`);

    /** @param {(comment: KeptComment) => boolean} wanted */
    function taken(wanted) {
      const found = left.filter(wanted);
      left = left.filter((comment) => !wanted(comment));
      return found.flatMap((comment, index) => (comment.apart && index ? ["", line(comment)] : [line(comment)]));
    }

    return {
      head: () => taken(({ side }) => side === "head"),
      above: (/** @type {Loc} */ loc) => taken((comment) => comment.side === "above" && at(comment, loc)),
      beside: (/** @type {Loc} */ loc) => taken((comment) => comment.side === "beside" && at(comment, loc)),
      below: (/** @type {Loc} */ loc) => taken((comment) => starts(comment, loc)),
      about: (/** @type {Loc} */ loc) => left.some((comment) => starts(comment, loc)),
      within: (/** @type {Loc} */ loc) => left.some((comment) => starts(comment, loc) && (!at(comment, loc) || comment.side === "below")),
    };
  }

  /** @type {Formulaire["fichier"]} */
  function fichier(model, textes) {
    const { width, long } = model.rules;
    /** @type {Set<Key["genre"]>} */
    const NUMBERS = new Set(["number", "integer"]);
    /** @param {string[]} lines */
    const indented = (lines) => lines.map((line) => (line ? `  ${line}` : ""));

    /**
     * Whether YAML reads `text`, written as it is, as itself: after a key and after a dash.
     * @param {string} text
     */
    function isPlain(text) {
      return !/^[[\]{},#&*!|>'"%@`]|^[-?:](?:[ \t]|$)|:(?:[ \t]|$)|[ \t]#/.test(text)
        && !textes.has("indent", `- ${text}`);
    }

    /** @param {string} text @param {Key} entry */
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

    /**
     * A number as Python writes it.
     * @param {unknown} value
     */
    function numeral(value) {
      const number = Number(value);
      if (Number.isInteger(number)) return BigInt(number).toString();
      const small = Math.abs(number) < 1e-4;
      return small ? number.toExponential().replace(/e-(\d)$/, "e-0$1") : String(number);
    }

    /** @param {unknown} value @param {Key} entry */
    function scalar(value, entry) {
      if (entry.genre === "yes") return [value ? "oui" : "non"];
      if (NUMBERS.has(entry.genre)) return [numeral(value)];
      return written(/** @type {string} */ (value), entry).split("\n");
    }

    /**
     * The lines of the keys of a block, and of each of its values, with the `comments` of their places.
     * @param {ReturnType<typeof keptComments>} comments
     */
    function writer(comments) {
      /** @param {string} line @param {Loc} loc */
      const ended = (line, loc) => [line, ...comments.beside(loc)].join(" ");

      /** @param {string[]} lines */
      function item(lines) {
        const first = lines.findIndex((line) => line && !line.startsWith("#"));
        return lines.map((line, index) => `  ${index < first ? "" : index === first ? "- " : "  "}${line}`.trimEnd());
      }

      /** @param {Key} entry @param {unknown} value @param {Loc} loc */
      function itemLines(entry, value, loc) {
        const above = comments.above(loc);
        if (entry.genre === "block") return [...above, ...comments.beside(loc), ...block(entry.keys, /** @type {Values} */ (value), loc)];
        const [first, ...more] = scalar(value, entry);
        return [...above, ended(first, loc), ...more];
      }

      /** @param {Key} entry @param {unknown[]} values @param {Loc} loc */
      function list(entry, values, loc) {
        const names = values.filter((value) => typeof value === "string" && textes.full("name", value));
        if (names.length === values.length && !comments.within(loc)) {
          const line = `${entry.key}: [${/** @type {string[]} */ (names).map((value) => written(value, entry)).join(", ")}]`;
          if (textes.signs(line) + 2 * loc.length <= width) return [ended(line, loc)];
        }
        const first = ended(`${entry.key}:`, loc);
        const items = values.flatMap((value, index) => item(itemLines(entry, value, [...loc, index])));
        return [first, ...items, ...indented(comments.below(loc))];
      }

      /** @param {Key} entry @param {Record<string, Values>} values @param {Loc} loc */
      function names(entry, values, loc) {
        const first = ended(`${entry.key}:`, loc);
        const lines = Object.entries(values).flatMap(([key, value]) => {
          const place = [...loc, key];
          return [...comments.above(place), ...inner({ ...entry, key }, value, place)];
        });
        return [first, ...indented([...lines, ...comments.below(loc)])];
      }

      /** @param {Key} entry @param {Values} value @param {Loc} loc */
      function inner(entry, value, loc) {
        const entries = entry.keys.filter(({ key }) => !textes.empty(value[key]));
        if (entries.every(({ genre, many }) => NUMBERS.has(genre) && !many) && !comments.within(loc)) {
          return [ended(`${entry.key}: {${entries.map(({ key }) => `${key}: ${numeral(value[key])}`).join(", ")}}`, loc)];
        }
        return [ended(`${entry.key}:`, loc), ...indented(block(entry.keys, value, loc))];
      }

      /** @param {Key} entry @param {unknown} value @param {Loc} loc */
      function key(entry, value, loc) {
        if (entry.many) return list(entry, /** @type {unknown[]} */ (value), loc);
        if (entry.named) return names(entry, /** @type {Record<string, Values>} */ (value), loc);
        if (entry.genre === "block") return inner(entry, /** @type {Values} */ (value), loc);
        const [first, ...more] = scalar(value, entry);
        return [ended(`${entry.key}: ${first}`, loc), ...indented(more)];
      }

      /**
       * A key that says nothing, which stands only for its comments.
       * @param {Key} entry @param {Loc} loc
       */
      function nothing(entry, loc) {
        const value = entry.many ? [" []"] : entry.genre === "yes" ? [" non"] : "absent" in entry ? [` ${entry.absent}`] : [];
        const beside = comments.beside(loc);
        const above = [...comments.above(loc), ...comments.below(loc)];
        return [...above, [`${entry.key}:${value}`, ...beside].join(" ")];
      }

      /** @param {Key[]} entries @param {Values} data @param {Loc} loc @returns {string[]} */
      function block(entries, data, loc = []) {
        const lines = entries.filter(({ genre }) => genre !== "body").flatMap((entry) => {
          const place = [...loc, entry.key];
          if (!textes.empty(data[entry.key])) return [...comments.above(place), ...key(entry, data[entry.key], place)];
          return comments.about(place) ? nothing(entry, place) : [];
        });
        return [...lines, ...comments.below(loc)];
      }

      return block;
    }

    /** @type {Fichier["text"]} */
    function text(data, comments = []) {
      const kept = keptComments(comments);
      const head = kept.head();
      const lines = [...head, ...(head.length ? [""] : []), ...writer(kept)(model.entries, data)];
      const header = `${lines.join("\n")}\n`;
      const body = model.entries.find(({ genre }) => genre === "body");
      return body ? `---\n${header}---\n\n${data[body.key] ?? ""}\n` : header;
    }

    /**
     * The name of a new file: what people call the record, after its date if it has one.
     * @type {Fichier["name"]}
     */
    function name(data) {
      const { entries, ids, kind } = /** @type {Model} */ (model); // only the form names files
      const title = data[entries[0].key] ?? "";
      const dated = entries.some(({ key }) => key === "date") ? `${data.date ?? ""} ` : "";
      const slug = textes.slug(dated + title).slice(0, 90).replace(/-+$/, "") || kind;
      const wanted = textes.full("reserved", slug) ? `${kind}-${slug}` : slug;
      let free = wanted;
      for (let count = 2; ids.includes(free); count += 1) free = `${wanted}-${count}`;
      return { name: free + model.suffix, taken: free !== wanted };
    }

    return { name, numeral, text };
  }

  window.traversees.formulaire.fichier = fichier;
})();
