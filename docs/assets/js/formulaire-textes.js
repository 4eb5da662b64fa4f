// @ts-check
/*
 * The form, first part: what a text may be blamed for. The port of prose.py and problems.py: same order, same sentences; the
 * sentences and patterns are those of the checker, read from the model. tests/browser/test_form_rules.py runs both.
 */
(() => {
  "use strict";
  /** @param {string} text */
  const trim = (text) => text.replace(/^\s+|\s+$/gu, "");
  /** @param {unknown} value */
  const empty = (value) => value === undefined || value === null || value === "" || value === false
    || (Array.isArray(value) && !value.length);
  /** @param {string} text */
  const signs = (text) => [...text].length; // as Python counts: one for an emoji

  /** @param {string} text @param {number} limit */
  function shortened(text, limit = 60) {
    const line = trim(String(text).replace(/\s+/gu, " "));
    return signs(line) <= limit ? line : `${[...line].slice(0, limit - 1).join("")}…`;
  }

  /** @param {string} text */
  function folded(text) {
    const plain = text.toLowerCase().replace(/ß/g, "ss").replace(/œ/g, "oe").replace(/æ/g, "ae");
    return plain.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/’/g, "'");
  }

  /**
   * The CRC-32 of an ASCII text, in hexadecimal.
   * @param {string} text
   */
  function crc(text) {
    let sum = -1;
    for (const sign of text) {
      sum ^= sign.charCodeAt(0);
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (~sum >>> 0).toString(16);
  }

  /** @param {string} text */
  const slug = (text) => folded(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  /**
   * How alike two words are, as Python’s difflib: the longest common run, then what stands on both sides of it.
   * @param {string} a @param {string} b @returns {number}
   */
  function common(a, b) {
    let [start, other, most] = [0, 0, 0];
    for (let i = 0; i < a.length; i += 1) {
      for (let j = 0; j < b.length; j += 1) {
        let size = 0;
        while (i + size < a.length && j + size < b.length && a[i + size] === b[j + size]) size += 1;
        if (size > most) [start, other, most] = [i, j, size];
      }
    }
    if (!most) return 0;
    return common(a.slice(0, start), b.slice(0, other)) + most + common(a.slice(start + most), b.slice(other + most));
  }

  /** @param {string} word @param {string[]} known @returns {string | undefined} */
  function nearest(word, known) {
    const asked = slug(word);
    /** @param {string} name */
    const ratio = (name) => (2 * common(slug(name), asked)) / ((slug(name) + asked).length || 1);
    const near = known.filter((name) => ratio(name) >= 0.6);
    return near.sort((a, b) => ratio(b) - ratio(a) || (slug(a) < slug(b) ? 1 : -1))[0];
  }

  /** @type {Formulaire["textes"]} */
  function textes({ sentences, patterns, analysis, mostWords }) {
    const compiled = Object.fromEntries(Object.entries(patterns)
      .map(([name, { source, flags }]) => [name, new RegExp(source, `${flags}g`)]));
    const whole = Object.fromEntries(Object.entries(patterns)
      .map(([name, { source, flags }]) => [name, new RegExp(`^(?:${source})$`, flags.replace("m", ""))]));
    /** @param {string} name @param {string} text */
    const all = (name, text) => [...text.matchAll(compiled[name])];
    /** @param {string} name @param {string} text */
    const has = (name, text) => text.search(compiled[name]) >= 0;
    /** @param {string} name @param {string} text */
    const full = (name, text) => whole[name].test(text);

    /** @param {string} name @param {Facts} facts */
    function say(name, facts = {}) {
      return sentences[name].replace(/\{(\w+)(?::g)?\}/g, (_, fact) => String(facts[fact] ?? ""));
    }

    /** @param {string} word @param {string[]} known */
    function suggestion(word, known) {
      const near = nearest(word, known);
      return near ? say("suggestion", { near }) : "";
    }

    /** @param {string} text */
    const citations = (text) => all("citation", text).map((match) => match[1]);
    /** @param {string} text */
    const named = (text) => [...text.matchAll(/@([\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*)/gu)].map((match) => match[1]);
    /** @param {string} text */
    const paragraphs = (text) => all("block", text).map(({ groups = {} }) => groups.text)
      .filter((paragraph) => !paragraph.startsWith("#") && /[\p{L}\p{N}_]/u.test(paragraph));

    /** @param {string} text */
    function malformed_citations(text) {
      const wrong = all("call", text).filter(([call]) => !full("citation", call))
        .map(([call]) => say("citation_malformed", { quoted: shortened(call, 40) }));
      return [...wrong, ...all("callInLink", text).map(() => say("citation_in_link"))];
    }

    /** @param {string} text */
    function unsourced_paragraphs(text) {
      return paragraphs(text).filter((paragraph) => !has("call", paragraph)).map((paragraph) => {
        const words = trim(paragraph).split(/\s+/u).slice(0, 5).join(" ");
        return say("unsourced", { start: shortened(words).replace(/^[ \-*+>….]+|[ \-*+>….]+$/gu, "") });
      });
    }

    /** @param {string} text */
    function unclosed(text) {
      let left = text;
      for (let level = 0; level < 2; level += 1) left = left.replace(compiled.pair, (pair) => "·".repeat(pair.length));
      return /\[(?!\s*@)/u.test(left) ? [say("bracket")] : [];
    }

    /* Each element of HTML, where it opens, and each reference to a sign. */
    /** @param {string} text */
    function html(text) {
      /** @type {string[]} */
      const opened = [];
      const told = all("html", text).filter(({ groups: { closing, element } = {} }) => {
        const name = (element ?? "").toLowerCase();
        const pair = closing ? opened.indexOf(name) : -1;
        if (pair < 0) opened.push(name);
        else opened.splice(pair, 1);
        return pair < 0;
      }).map(([tag]) => (tag.startsWith("<http") ? say("html_address") : say("html", { quoted: shortened(tag, 20) })));
      return [...told, ...all("reference", text).map(([quoted]) => say("reference", { quoted: shortened(quoted, 20) }))];
    }

    /** @param {string} text */
    function forbidden_markup(text) {
      return [
        ...html(text),
        ...all("target", text).flatMap(({ groups: { image, url } = {} }) => {
          if (image) return [say("image", { quoted: shortened(url) })];
          if (/^https?:\/\/[^\s/]+\./u.test(url)) return [];
          const quoted = shortened(url);
          return [has("recordLink", url) ? say("record_link", { quoted }) : say("link", { quoted })];
        }),
        ...all("wikiLink", text).map(([quoted]) => say("wiki_link", { quoted: shortened(quoted, 40) })),
        ...all("linkDefinition", text).map(() => say("link_definition")),
        ...all("nested", text).map(() => say("nested")),
        ...unclosed(text),
      ];
    }

    /** @param {string} raw */
    function personal_data(raw) {
      const text = raw.replace(/[\u00a0\u202f]/g, " ").replace(/\u2011/g, "-");
      const bare = text.replace(compiled.url, (address) => "·".repeat(address.length));
      /** @param {number} index */
      const dated = (index) => has("year", bare.slice(Math.max(0, index - 12), index + 4));
      return [
        ...all("eMail", text).map(([quoted]) => say("e_mail", { quoted })),
        ...all("phone", bare).map(([quoted]) => say("phone", { quoted })),
        ...all("street", bare).filter(({ index }) => !dated(index)).map(([quoted]) => say("street", { quoted })),
      ];
    }

    /** @param {string} text */
    function hard_to_read(text) {
      const counts = paragraphs(text).flatMap((paragraph) => all("sentence", paragraph))
        .map(([sentence]) => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length);
      return [
        ...counts.filter((words) => words > mostWords).map((words) => say("long_sentence", { words, most: mostWords })),
        ...all("acronym", text).map(([quoted]) => say("acronym", { quoted: shortened(quoted) })),
        ...citations(text).map(() => say("plain_citation")),
      ];
    }

    /** @param {string} text @param {number} lowest */
    function headings(text, lowest = 7) {
      const levels = all("heading", text).map(([, marks, line]) => marks?.length ?? (line.startsWith("=") ? 1 : 2));
      const sentence = lowest === 7 ? "heading_refused" : "heading_too_high";
      return levels.filter((level) => level < lowest).map((level) => say(sentence, { level, lowest: "#".repeat(lowest) }));
    }

    /**
     * What nobody can see is taken away before anybody is blamed for it.
     * @param {string} text
     */
    function cleaned(text) {
      return trim(text.replace(/\r\n?/g, "\n").replace(compiled.invisible, "").replace(/[^\S\n]+$/gmu, ""));
    }

    return {
      all, analysis, citations, cleaned, crc, empty, folded, forbidden_markup, full, hard_to_read, has, headings, malformed_citations, named,
      paragraphs, personal_data, say, shortened, signs, slug, suggestion, trim, unsourced_paragraphs,
    };
  }

  window.traversees.formulaire = /** @type {Formulaire} */ ({ textes });
})();
