// @ts-check
/*
 * The form, fourth part: Markdown, as far as records use it, and French typography, by the rules of typography.py. Texts become
 * nodes, never HTML. `call(id)` gives what shows that a source is cited.
 */
(() => {
  "use strict";
  /** @typedef {(Node | string)[]} Nodes */

  /** @type {Formulaire["element"]} */
  function make(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }
  const ADDRESS = /^https?:\/\/[^\s<>"]+$/;
  const INLINE = /\\([\\`*_{}[\]()#+\-.!>~|])|`([^`]+)`|\*\*(.+?)\*\*(?!\*)|__(.+?)__(?!_)|\*([^*\s](?:[^*]*[^*\s])?)\*|(?<![\p{L}\p{N}_])_([^_\s](?:[^_]*[^_\s])?)_(?![\p{L}\p{N}_])|\s*\[@([\p{L}\p{N}_.-]+)\]|\[([^[\]]+)\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/gu;
  const ITEM = /^ {0,3}(?:([-*+])|\d+[.)])[ \t]+/;

  /** @type {Formulaire["markdown"]} */
  function markdown(typography, call) {
    const rules = typography.map(([{ source, flags }, said]) => /** @type {const} */ ([new RegExp(source, `${flags}g`), said]));

    /** @param {string} spaces */
    const narrowed = (spaces) => spaces.replace(/[ \u00a0]/g, "\u202f");
    /** @param {string} text */
    const typographic = (text) => rules.reduce((made, [found, said]) => (
      said ? made.replace(found, said) : made.replace(found, narrowed)), text);

    /** @type {(text: string) => Nodes} */
    function spans(text) {
      const nodes = [];
      let start = 0;
      for (const match of text.matchAll(INLINE)) {
        const [whole, escaped, code, strong, strong2, em, em2, id, label, target] = match;
        nodes.push(typographic(text.slice(start, match.index)));
        start = match.index + whole.length;
        if (escaped) nodes.push(escaped);
        else if (code) nodes.push(make("code", {}, code));
        else if (strong ?? strong2) nodes.push(make("strong", {}, ...spans(strong ?? strong2)));
        else if (em ?? em2) nodes.push(make("em", {}, ...spans(em ?? em2)));
        else if (id) nodes.push(...call(id));
        else if (ADDRESS.test(target)) nodes.push(make("a", { href: target, rel: "noopener" }, ...spans(label)));
        else nodes.push(whole);
      }
      return [...nodes, typographic(text.slice(start))];
    }

    /** @param {string[]} lines */
    function listOf(lines) {
      /** @type {string[][]} */
      const items = [];
      for (const line of lines) {
        if (ITEM.test(line)) items.push([line.replace(ITEM, "")]);
        else if (line.trim()) items.at(-1)?.push(line.replace(/^ {1,4}/, ""));
      }
      /** @type {HTMLElement[]} */
      const made = items.map((item) => {
        const at = item.findIndex((line, index) => index && ITEM.test(line));
        const own = (at < 0 ? item : item.slice(0, at)).join(" ");
        return make("li", {}, ...spans(own), ...(at < 0 ? [] : [listOf(item.slice(at))]));
      });
      return make(ITEM.exec(lines[0])?.[1] ? "ul" : "ol", {}, ...made);
    }

    /** @type {(text: string) => HTMLElement[]} */
    function blocks(text) {
      const chunks = text.split(/\n[ \t]*\n/).reduce((/** @type {string[]} */ before, chunk) => { // a list goes on over blank lines
        const last = before.at(-1) ?? "";
        const [list, item] = [ITEM.exec(last), ITEM.exec(chunk)];
        const goesOn = list && (item ? !list[1] === !item[1] : /^ {2,}\S/.test(chunk));
        return goesOn ? [...before.slice(0, -1), `${last}\n${chunk}`] : [...before, chunk];
      }, []);
      return chunks.filter((chunk) => chunk.trim()).flatMap(blockOf);
    }

    /** @type {(chunk: string) => HTMLElement[]} */
    function blockOf(chunk) {
      const [first, ...rest] = chunk.replace(/^\n+/, "").split("\n");
      const after = () => (rest.length ? blocks(rest.join("\n")) : []);
      const heading = /^ {0,3}(#{1,6})\s*(.*?)\s*#*$/.exec(first);
      if (heading) return [make(`h${Math.max(2, heading[1].length)}`, {}, ...spans(heading[2])), ...after()];
      if (/^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(first)) return after(); // a rule: the page leaves it out
      if (ITEM.test(first)) return [listOf([first, ...rest])];
      if (first.startsWith(">")) {
        return [make("blockquote", {}, ...blocks(chunk.split("\n").map((line) => line.replace(/^ {0,3}> ?/, "")).join("\n")))];
      }
      return [make("p", {}, ...spans(chunk.replaceAll("\n", " ").trim()))];
    }

    /** @type {(text: string) => Nodes} */
    function inline(text) {
      const made = blocks(text);
      return made.length === 1 && made[0].tagName === "P" ? [...made[0].childNodes] : made;
    }

    /** @param {string} text */
    function plain(text) {
      const made = make("div", {}, ...blocks(text.replace(/\s*\[@[^\]]+\]/g, "")));
      made.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6").forEach((block) => block.append(" "));
      return (made.textContent ?? "").replace(/\s+/g, " ").trim();
    }

    return { blocks, inline, plain, typographic };
  }

  Object.assign(window.traversees.formulaire, { element: make, markdown });
})();
