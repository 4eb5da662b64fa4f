// @ts-check
/*
 * The form, fourth part: the preview, laid out as the real page. The page’s <template data-apercu> says where each value goes,
 * by attributes; texts become nodes, never HTML. Markdown is read as far as records use it.
 */
(() => {
  "use strict";
  /** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, properties?: object, ...children: (Node | string)[]) => HTMLElementTagNameMap[K]} */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  /** @param {string} text */
  const address = (text) => (/^https?:\/\/[^\s<>"]+$/.test(text) ? text : "");
  const INLINE = /\\([\\`*_{}[\]()#+\-.!>~|])|`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|\*([^*\s](?:[^*]*[^*\s])?)\*|(?<![\p{L}\p{N}_])_([^_\s](?:[^_]*[^_\s])?)_(?![\p{L}\p{N}_])|\s*\[@([\p{L}\p{N}_.-]+)\]|\[([^[\]]+)\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/gu;
  const ITEM = /^ {0,3}(?:([-*+])|\d+[.)])[ \t]+/;

  /** @typedef {"h2" | "h3" | "h4" | "h5" | "h6"} HeadingName */

  /** @type {Formulaire["apercu"]} */
  function apercu(model, textes, phrases, template) {
    /** @type {Map<unknown, string>} */
    const labels = new Map();
    (function collect(/** @type {Entry[]} */ entries) {
      for (const { choices, keys } of entries) {
        choices.forEach(({ key, label }) => labels.set(key, label));
        collect(keys);
      }
    })(model.entries);
    const genres = new Map(); // by path without ranks: what a value is
    (function collect(/** @type {Entry[]} */ entries, /** @type {string} */ path) {
      for (const entry of entries) {
        genres.set(path + entry.key, entry.genre);
        collect(entry.keys, `${path + entry.key}.`);
      }
    })(model.entries, "");
    const months = new Intl.DateTimeFormat("fr-FR", { month: "long", timeZone: "UTC" });
    const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 10 });

    /** @param {RecordValues} data */
    function draw(data) {
      const sources = new Map((data.sources ?? []).filter(({ id }) => id).map((source) => [source.id, source]));
      /** @type {string[]} */
      const called = [];

      /** @param {string} id */
      function call(id) {
        if (id === textes.analysis) return [" ", make("span", { className: "analyse", textContent: textes.analysis })];
        const source = sources.get(id);
        if (!source) return [` [@${id}]`];
        if (!called.includes(id)) called.push(id);
        const rank = called.indexOf(id) + 1;
        const mark = make("abbr", { textContent: rank, title: `${phrases("source")} ${rank} : ${source.titre ?? ""}` });
        return [make("sup", { className: "appel" }, mark)];
      }

      /** @param {string} text @returns {(Node | string)[]} */
      function inline(text) {
        const nodes = [];
        let start = 0;
        /** @param {string} words */
        const spaced = (words) => words.replace(/ (?=[;!?])/g, "\u202f").replace(/« | (?=[:»])/g, (sign) => sign.replace(" ", "\u00a0"));
        for (const match of text.matchAll(INLINE)) {
          const [whole, escaped, code, strong, strong2, em, em2, id, label, target] = match;
          nodes.push(spaced(text.slice(start, match.index)));
          start = match.index + whole.length;
          if (escaped) nodes.push(escaped);
          else if (code) nodes.push(make("code", { textContent: code }));
          else if (strong ?? strong2) nodes.push(make("strong", {}, ...inline(strong ?? strong2)));
          else if (em ?? em2) nodes.push(make("em", {}, ...inline(em ?? em2)));
          else if (id) nodes.push(...call(id));
          else if (address(target)) nodes.push(make("a", { href: target, rel: "noopener" }, ...inline(label)));
          else nodes.push(whole);
        }
        return [...nodes, spaced(text.slice(start))];
      }

      /** @param {string[]} lines */
      function listOf(lines) {
        const list = make(ITEM.exec(lines[0])?.[1] ? "ul" : "ol");
        /** @type {string[][]} */
        const items = [];
        for (const line of lines) {
          if (ITEM.test(line)) items.push([line.replace(ITEM, "")]);
          else if (line.trim()) items.at(-1)?.push(line.replace(/^ {1,4}/, ""));
        }
        list.append(...items.map((item) => {
          const at = item.findIndex((line, index) => index && ITEM.test(line));
          const own = (at < 0 ? item : item.slice(0, at)).join(" ");
          return make("li", {}, ...inline(own), ...(at < 0 ? [] : [listOf(item.slice(at))]));
        }));
        return list;
      }

      /** @param {string} text @returns {Node[]} */
      function blocks(text) {
        return text.split(/\n[ \t]*\n/).reduce((/** @type {string[]} */ chunks, chunk) => { // a list goes on over blank lines
          const goesOn = chunks.length && ITEM.test(chunks[chunks.length - 1]) && (ITEM.test(chunk) || /^ {2,}\S/.test(chunk));
          return goesOn ? [...chunks.slice(0, -1), `${chunks.at(-1)}\n${chunk}`] : [...chunks, chunk];
        }, []).filter((chunk) => chunk.trim()).flatMap((chunk) => blockOf(chunk));
      }

      /** @param {string} chunk @returns {Node[]} */
      function blockOf(chunk) {
        const [first, ...rest] = chunk.replace(/^\n+/, "").split("\n");
        const heading = /^ {0,3}(#{1,6})\s*(.*?)\s*#*$/.exec(first);
        if (heading) {
          const name = /** @type {HeadingName} */ (`h${Math.max(2, heading[1].length)}`);
          const title = make(name, {}, ...inline(heading[2]));
          return [title, ...(rest.length ? blocks(rest.join("\n")) : [])];
        }
        if (/^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(first)) return [make("hr"), ...(rest.length ? blocks(rest.join("\n")) : [])];
        if (ITEM.test(first)) return [listOf([first, ...rest])];
        if (first.startsWith(">")) {
          return [make("blockquote", {}, ...blocks(chunk.split("\n").map((line) => line.replace(/^ {0,3}> ?/, "")).join("\n")))];
        }
        return [make("p", {}, ...inline(chunk.replaceAll("\n", " ").trim()))];
      }

      /** @param {string} date */
      function words(date) {
        if (!/^\d{4}(-\d\d){0,2}$/.test(date)) return date;
        const [year, month, day] = date.split("-").map(Number);
        const name = month && months.format(new Date(Date.UTC(2000, month - 1, 1)));
        return [day === 1 ? "1er" : day, name, year].filter(Boolean).join("\u00a0");
      }

      /** @param {Values} chiffre */
      function figure({ valeur, unite }) {
        const text = Number.isFinite(Number(valeur)) ? number.format(Number(valeur)) : valeur ?? "";
        return unite ? `${text}\u00a0${unite}` : text;
      }

      /**
       * What a template shows: a block of the record, or one of its texts.
       * @typedef {Values | string} Scope
       */

      /** @param {Scope} scope @param {string} path @returns {unknown} */
      const at = (scope, path) => (path === "." ? scope
        : path.split(".").reduce((/** @type {unknown} */ value, key) => /** @type {Values | undefined} */ (value)?.[key], scope));
      /** @param {Scope} scope @param {string} path */
      const textAt = (scope, path) => String(at(scope, path) ?? "");
      /** @param {Scope} scope @param {string} path */
      const listAt = (scope, path) => /** @type {Scope[]} */ (at(scope, path) ?? []);
      /** @param {string} path */
      const isChoice = (path) => ["term", "record"].includes(genres.get(path));
      /** @type {Record<string, (element: HTMLElement, scope: Scope, path: string, where: string) => void>} */
      const fill = {
        texte(element, scope, path, where) {
          const value = textAt(scope, path);
          const full = (where + (path === "." ? "" : path)).replace(/\.$/, "");
          element.textContent = (isChoice(full) ? labels.get(value) : value) ?? value;
          if (!element.textContent && !element.closest("a")) {
            element.textContent = phrases("vide");
            element.classList.add("form-vide");
          }
        },
        blocs(element, scope, path) {
          const value = textAt(scope, path);
          element.replaceWith(...(value ? blocks(value) : [make("p", { className: "form-vide", textContent: phrases("vide") })]));
        },
        ligne(element, scope, path) { element.replaceChildren(...inline(textAt(scope, path).replaceAll("\n", " "))); },
        date(element, scope, path) { element.textContent = words(textAt(scope, path)); },
        nombre(element, scope) { element.textContent = String(figure(/** @type {Values} */ (scope))); },
        symbole(element, scope, path) { element.textContent = model.symbols[textAt(scope, path)] ?? ""; },
        classe(element, scope, path) {
          const name = path === "ici" ? "etat" : path;
          if (at(scope, path)) element.classList.add(`${name}-${at(scope, path)}`);
        },
        appels(element, scope, path) { element.replaceChildren(.../** @type {string[]} */ (listAt(scope, path)).flatMap(call)); },
        dit(element, scope, path) { element.textContent = model.told[textAt(scope, path)] ?? ""; },
        lien(element, scope, path) { if (address(textAt(scope, path))) element.setAttribute("href", textAt(scope, path)); },
        rang(element, scope, path) { element.setAttribute("value", textAt(scope, path)); },
      };

      /** @param {Scope} scope @param {string} condition */
      function holds(scope, condition) {
        const [path, wanted] = condition.split("=");
        return wanted === undefined ? !textes.empty(at(scope, path)) : at(scope, path) === wanted;
      }

      /** @param {Element} node @param {Scope} scope @param {string} where */
      function render(node, scope, where) {
        for (const element of /** @type {HTMLElement[]} */ ([...node.children])) {
          const { si, sauf, chaque } = element.dataset;
          if ((si && !holds(scope, si)) || (sauf && holds(scope, sauf))) element.remove();
          else if (chaque !== undefined) {
            const values = listAt(scope, chaque);
            delete element.dataset.chaque;
            const inside = `${where + chaque}.`;
            for (const [index, value] of values.entries()) {
              const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
              const holder = make("div", {}, copy);
              render(holder, value, inside);
              element.before(...holder.childNodes, index < values.length - 1 && copy.tagName === "SPAN" ? " " : "");
            }
            element.remove();
          } else {
            render(element, scope, where);
            for (const [name, path] of Object.entries(element.dataset)) fill[name]?.(element, scope, path ?? "", where);
          }
        }
      }

      const page = template.content.cloneNode(true);
      const holder = make("div", {}, page);
      const tail = holder.querySelector("[data-si=appelees]"); // the sources called by what comes before
      /** @type {Element[]} */
      const rest = [];
      for (let node = tail; node;) {
        const next = node.nextElementSibling;
        rest.push(node);
        node.remove();
        node = next;
      }
      /** @type {Values} */
      const scope = { ...data, liees: [...listAt(data, "initiatives"), ...listAt(data, "besoins")] };
      render(holder, scope, "");
      const end = make("div", {}, ...rest);
      scope.appelees = called.map((id, index) => ({ ...sources.get(id), numero: index + 1 }));
      for (const key of ["type", "portee"]) genres.set(`appelees.${key}`, "term");
      render(end, scope, "");
      return [...holder.childNodes, ...end.childNodes];
    }

    return { draw };
  }

  window.traversees.formulaire.apercu = apercu;
})();
