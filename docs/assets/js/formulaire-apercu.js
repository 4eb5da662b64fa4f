// @ts-check
/*
 * The form, fifth part: the preview. <template data-apercu> is the page of a kind, drawn around what a record will say: see
 * traversees/pages/holes.py. Tokens are ranks in a table of expressions, worked out here; comments hold
 * branches and loops. Values become text, never HTML.
 */
(() => {
  "use strict";
  /** @typedef {(Node | string)[]} Nodes */
  /** @typedef {(...values: unknown[]) => unknown} Operation */

  const { element: make } = window.traversees.formulaire;
  const ID = "apercu-";
  const FILLED = "data-apercu-";
  const TOKEN = /⟦(\d+)⟧/;
  const ADDRESS = /^https?:\/\/[^\s<>"]+$/;
  const months = new Intl.DateTimeFormat("fr-FR", { month: "long", timeZone: "UTC" });
  const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 10 });
  const ungrouped = new Intl.NumberFormat("fr-FR", { useGrouping: false });

  /** @param {unknown} value */
  const lacks = (value) => value === undefined || value === null;
  /** @type {(value: unknown) => unknown[]} */
  const list = (value) => (value instanceof Map ? [...value.keys()] : Array.isArray(value) ? value : []);
  /** @param {unknown} value */
  const truth = (value) => Boolean(Array.isArray(value) || value instanceof Map ? list(value).length : value);
  /** @param {unknown} value @param {unknown} key */
  const get = (value, key) => (lacks(value) || Object(value)[String(key)] === "" ? undefined : Object(value)[String(key)]);
  /** @type {(work: (text: string) => unknown) => Operation} */
  const ofText = (work) => (value) => (lacks(value) ? undefined : work(String(value)));

  /** @param {string} date */
  function words(date) {
    if (!/^\d{4}(-\d\d){0,2}$/.test(date)) return date;
    const [year, month, day] = date.split("-").map(Number);
    const name = month && months.format(new Date(Date.UTC(2000, month - 1, 1)));
    return [day === 1 ? "1er" : day, name, year].filter(Boolean).join("\u00a0");
  }

  /** @param {unknown} figure */
  function figure(figure) {
    const [said, unit] = [get(figure, "valeur"), get(figure, "unite")];
    const value = Number(said);
    const year = Number.isInteger(value) && value >= 1000 && value < 10000 && !unit; // no space in what may be one
    const text = lacks(said) || Number.isNaN(value) ? said : (year ? ungrouped : number).format(value);
    return unit ? `${text ?? ""}\u00a0${unit}` : text;
  }

  /** @param {unknown} figures */
  function series(figures) {
    const names = new Set(list(figures).map((one) => get(one, "serie")).filter(Boolean));
    const groups = [...names].map((name) => /** @type {const} */ ([name, list(figures).filter((one) => get(one, "serie") === name)]));
    return new Map(groups.filter(([, group]) => group.length > 1));
  }

  /** @type {Formulaire["apercu"]} */
  function apercu(model, textes, phrases, template) {
    /** @type {[string, ...unknown[]][]} */
    const table = JSON.parse(template.content.querySelector("script")?.textContent ?? "[]");
    /** @type {RecordValues} */
    let record = {};
    /** @type {Map<string, number>} How many times each source is called so far. */
    let calls = new Map();
    /** @type {Map<unknown, { item: unknown, loop: object }>} Where each loop is, by the rank of what it goes through. */
    let turns = new Map();

    const { blocks, inline, plain, typographic } = window.traversees.formulaire.markdown(model.rules.typography, call);
    /** @param {string} id */
    const source = (id) => record.sources?.find((one) => one.id === id);
    const empty = (tag = "span") => make(tag, { class: "form-vide" }, phrases("vide"));

    /** @param {string} id @returns {Nodes} */
    function call(id) {
      if (id === textes.analysis) return [" ", make("span", { class: "analyse" }, textes.analysis)];
      const called = source(id);
      if (!called) return [` [@${id}]`];
      const count = (calls.get(id) ?? 0) + 1;
      calls.set(id, count);
      const rank = String([...calls.keys()].indexOf(id) + 1);
      const said = `${phrases("source")} ${rank}\u00a0: ${typographic(called.titre ?? "")}`;
      const link = make("a", { id: `${ID}appel-${id}-${count}`, href: `#${ID}source-${id}`, "aria-label": said }, rank);
      return [make("sup", { class: "appel" }, link)];
    }

    /* Expressions --------------------------------------------------------- */

    /** @param {unknown} value */
    const given = (value) => (Array.isArray(value) ? evaluate(value[0]) : value);

    /** @type {Record<string, Operation>} Those that choose what to work out, or that name a loop. */
    const choices = {
      and(one, other) {
        const value = given(one);
        return truth(value) ? given(other) : value;
      },
      or(one, other) {
        const value = given(one);
        return truth(value) ? value : given(other);
      },
      condexpr: (test, yes, no) => given(truth(given(test)) ? yes : no),
      item: (items) => turns.get(list(items)[0])?.item,
      loop: (items) => turns.get(list(items)[0])?.loop,
    };

    /** @type {Operation} */
    const known = (folder, key) => get(get(model.known, folder), key);
    /** @type {Operation} */
    const block = (text) => (text ? blocks(String(text)) : [empty("p")]);

    /** @type {Record<string, Operation>} */
    const operations = {
      record: () => record,
      get,
      known,
      all: (folder, keys) => list(keys).map((key) => known(folder, key)).filter(Boolean),
      text: (text) => filled(String(text)).join(""),
      listed: (...values) => values,
      list,
      items: (map) => (map instanceof Map ? [...map] : []),
      range: (start, end) => Array.from({ length: Math.max(0, Number(end) - Number(start)) }, (_, index) => Number(start) + index),
      series,
      blocks: block,
      body: block,
      inline: ofText(inline),
      refer: (ids) => list(ids).flatMap((id) => call(String(id))),
      called: () => [...calls].map(([id, count], index) => [index + 1, source(id), count]),
      not: (value) => !truth(value),
      eq: (one, other) => one === other,
      ne: (one, other) => one !== other,
      lt: (one, other) => Number(one) < Number(other),
      lteq: (one, other) => Number(one) <= Number(other),
      gt: (one, other) => Number(one) > Number(other),
      gteq: (one, other) => Number(one) >= Number(other),
      in: (one, all) => list(all).includes(one),
      notin: (one, all) => !list(all).includes(one),
      add: (one, other) => (Array.isArray(one) ? [...one, ...list(other)] : Number(one) + Number(other)),
      mul: (one, other) => Number(one) * Number(other),
      div: (one, other) => Number(one) / Number(other),
      round: (value, digits) => Number(Number(value).toFixed(Number(digits))),
      texte_nu: ofText(plain),
      en_mots: ofText(words),
      un_an_apres: ofText((date) => date.replace(/^\d{4}/, (year) => String(Number(year) + 1)).replace(/-02-29$/, "-02-28")),
      nombre: figure,
      upper_first: ofText((text) => text.charAt(0).toUpperCase() + text.slice(1)),
      lower_first: ofText((text) => text.charAt(0).toLowerCase() + text.slice(1)),
      lower: ofText((text) => text.toLowerCase()),
      join: (values, sign) => list(values).join(String(sign ?? "")),
      length: (values) => (typeof values === "string" ? values : list(values)).length,
      map: (values, named) => list(values).map((value) => get(value, get(named, "attribute"))),
      unique: (values) => [...new Set(list(values))],
      max: (values) => Math.max(...list(values).map(Number)),
      rejectattr: (values, key, test, ...others) => list(values).filter((value) => !operations[String(test)](get(value, key), ...others)),
    };

    /** @param {number} rank @returns {unknown} */
    function evaluate(rank) {
      const [name, ...values] = table[rank];
      return name in choices ? choices[name](...values) : operations[name](...values.map(given));
    }

    /** @type {(text: string) => unknown[]} The pieces of a text, each token worked out. */
    const filled = (text) => text.split(TOKEN).map((piece, index) => (index % 2 ? evaluate(Number(piece)) : piece));

    /* The page ------------------------------------------------------------ */

    /** @param {unknown} value @param {Text} text @returns {Nodes} */
    function printed(value, { parentElement }) {
      if (lacks(value)) return parentElement?.closest("[aria-hidden]") ? [] : [empty()];
      return Array.isArray(value) ? /** @type {Nodes} */ (value) : [typographic(String(value))];
    }

    /** @param {Element} made @param {string} name @param {string} text */
    function give(made, name, text) {
      const pieces = filled(text);
      const strange = name === "href" && pieces[0] === "" && !ADDRESS.test(String(pieces[1]));
      if (strange || (name !== "class" && pieces.some(lacks))) made.removeAttribute(name);
      else made.setAttribute(name, pieces.join(""));
    }

    /** @param {Node} node @returns {Nodes} */
    function copied(node) {
      if (node instanceof Text) return node.data.split(TOKEN).flatMap((piece, index) => (index % 2 ? printed(evaluate(Number(piece)), node) : [piece]));
      if (!(node instanceof Element) || node.matches("script, [data-pagefind-ignore], .avec-script")) return []; // for readers of the site
      const made = /** @type {Element} */ (node.cloneNode(false));
      for (const { name, value } of node.attributes) {
        if (!name.startsWith(FILLED)) continue;
        made.removeAttribute(name);
        give(made, name.slice(FILLED.length), value);
      }
      made.append(...copies([...node.childNodes]));
      return [made];
    }

    /** @param {Node[]} nodes @returns {Nodes} */
    function copies(nodes) {
      const made = [];
      for (let at = 0; at < nodes.length; at += 1) {
        const [, word, rank] = /^(si|pour) (\d+)$/.exec(nodes[at] instanceof Comment ? nodes[at].nodeValue ?? "" : "") ?? [];
        if (word) {
          const [middle, end] = parts(nodes, at);
          const inside = nodes.slice(at + 1, middle);
          if (word === "pour") made.push(...repeated(inside, Number(rank)));
          else made.push(...copies(truth(evaluate(Number(rank))) ? inside : nodes.slice(middle + 1, end)));
          at = end;
        } else made.push(...copied(nodes[at]));
      }
      return made;
    }

    /** Where what starts there turns to its other branch, and ends. @param {Node[]} nodes @param {number} start */
    function parts(nodes, start) {
      let [depth, at, middle] = [1, start, -1];
      while (depth && at < nodes.length) {
        at += 1;
        const word = nodes[at] instanceof Comment ? (nodes[at].nodeValue ?? "").split(" ")[0] : "";
        if (word === "si" || word === "pour") depth += 1;
        else if (word === "fin") depth -= 1;
        else if (word === "sinon" && depth === 1) middle = at;
      }
      return [middle < 0 ? at : middle, at];
    }

    /** @param {Node[]} nodes @param {number} rank @returns {Nodes} */
    function repeated(nodes, rank) {
      const value = evaluate(rank);
      if (lacks(value) && nodes[0].parentElement?.matches("dd")) return [empty()];
      const items = list(value);
      return items.flatMap((item, index) => {
        turns.set(rank, { item, loop: { index: index + 1, first: !index, last: index === items.length - 1, length: items.length } });
        return copies(nodes);
      });
    }

    /** @param {Values} data */
    function draw(data) {
      [record, calls, turns] = [data, new Map(), new Map()];
      return copies([...template.content.childNodes]);
    }

    return { draw, operations: Object.keys({ ...choices, ...operations }) };
  }

  window.traversees.formulaire.apercu = apercu;
})();
