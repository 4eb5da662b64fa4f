// @ts-check
/*
 * A record as the editor opens and saves it. Reading: every value as text, and the comments with the key or the item that
 * each goes with (the port of comments.py). Writing: the form’s own writer, so that a saved file is in its canonical form.
 */
import { Parser, isMap, isScalar, parseDocument } from "../editeur/yaml.js";

/* Where a record that is open keeps its comments: a key that no field shows, which the editor gives back. */
const COMMENTS = "#";
/**
 * What stands in a header: a key, a text, the start or the end of a list or of a block.
 * @typedef {{ what: "end" | "key" | "start" | "text", loc: Loc, start: number | null, end: number | null, column: number, flow: boolean }} Step
 * @typedef {import("../editeur/yaml.js").YamlNode} YamlNode
 * @typedef {import("../editeur/yaml.js").Token} Token
 */

const NUMBERS = new Set(["number", "integer"]);
const YES_OR_NO = new Map([["true", "oui"], ["false", "non"]]);
const HEAD = /^(?:[ \t]*(?:#.*)?\n)*[ \t]*\n/;
const BLANK = /\n[ \t]*\n/;

/* Reading -------------------------------------------------------------- */

/**
 * The header and the body of a file; without a body, all of it is the header.
 * @param {string} text @param {boolean} hasBody @param {Record<string, string>} sentences
 */
function parts(text, hasBody, sentences) {
  if (!hasBody) return { header: text, body: "" };
  const found = /^---[ \t]*\n([\s\S]*?\n)---[ \t]*(?:\n([\s\S]*))?$/.exec(text);
  if (!found) throw new Error(sentences[/^---[ \t]*\n/.test(text) ? "open_header" : "no_header"]);
  return { header: found[1], body: (found[2] ?? "").trim() };
}

/**
 * The values of a block as the fields of the editor take them.
 * @param {Key[]} entries @param {object} data
 */
function opened(entries, data) {
  const known = new Map(entries.map((entry) => [entry.key, entry]));
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, openedValue(known.get(key), value)]));
}

/** @param {Key | undefined} entry @param {unknown} value @returns {unknown} */
function openedValue(entry, value) {
  if (!entry) return value;
  if (Array.isArray(value)) return value.map((item) => openedValue({ ...entry, many: false }, item));
  if (value && typeof value === "object") {
    if (!entry.named) return opened(entry.keys, value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(entry.keys, item)]));
  }
  const text = String(value ?? "").trim();
  if (NUMBERS.has(entry.genre)) return text === "" ? null : Number(text);
  if (entry.genre === "yes") return YES_OR_NO.get(text.toLowerCase()) ?? text.toLowerCase();
  return text;
}

/**
 * What stands in a header, in its order: keys, texts, and where lists and blocks start and end.
 * @param {YamlNode} node @param {Loc} loc @param {number} column @param {number} after @param {Step[]} found
 */
function steps(node, loc, column, after, found = []) {
  if (!node || !("items" in node)) {
    const isBlock = isScalar(node) && /^BLOCK/.test(node.type);
    const [start, end] = node?.srcToken ? node.range : [after, after];
    found.push({ what: "text", loc, start, end: isBlock ? start + 1 : end, column, flow: false });
    return found;
  }
  const flow = Boolean(node.flow);
  const own = flow ? column : node.srcToken.indent;
  /** @type {Step} */
  const opening = { what: "start", loc, start: node.range[0], end: flow ? node.range[0] + 1 : null, column, flow };
  found.push(opening);
  const first = found.length;
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const place = [...loc, key.value.replace(/^[\u00a0\u202f ]+|[\u00a0\u202f ]+$/g, "")];
      found.push({ what: "key", loc: place, start: key.range[0], end: key.range[1], column: own, flow });
      steps(value, place, own, key.range[1] + 1, found);
    }
  } else {
    for (const [index, item] of node.items.entries()) steps(item, [...loc, index], own, node.range[0], found);
  }
  if (!flow) opening.start = found[first].start;
  found.push({ what: "end", loc, start: flow ? node.range[1] - 1 : null, end: flow ? node.range[1] : null, column: own, flow });
  return found;
}

/**
 * The end of a block has no sign of its own: it is where the next thing starts.
 * @param {Step[]} all
 */
function placed(all) {
  let next = Infinity;
  return [...all].reverse().map((step) => {
    next = step.start ?? next;
    return { ...step, start: next };
  }).reverse();
}

/** @param {unknown} token @param {{ at: number, text: string }[]} found */
function commentTokens(token, found = []) {
  if (!token || typeof token !== "object") return found;
  const { type, offset, source } = /** @type {Token} */ (token);
  if (type === "comment") found.push({ at: offset, text: source.slice(1).trimEnd() });
  else for (const part of Object.values(token)) commentTokens(part, found);
  return found;
}

/** @param {Step} step */
const isOwner = ({ what, flow, loc }) => loc.length > 0 && (what !== "start" || flow || typeof loc.at(-1) === "number");

/**
 * What a comment alone on its line goes with: what follows it, or the end of the block that it is indented as.
 * @param {string} text @param {Step[]} after @param {number} column @returns {KeptComment}
 */
function alone(text, after, column) {
  /** @type {Step[]} */
  const ending = [];
  for (const step of after) {
    if (step.what === "end" && step.flow) return { text, side: "below", loc: step.loc };
    if (step.what === "end") ending.push(step);
    else if (isOwner(step)) {
      const inner = step.column < column && ending.find((block) => column >= block.column);
      return inner ? { text, side: "below", loc: inner.loc } : { text, side: "above", loc: step.loc };
    }
  }
  return { text, side: "below", loc: (ending.find((block) => column >= block.column) ?? ending.at(-1))?.loc ?? [] };
}

/** @param {string} header @param {YamlNode} root */
function comments(header, root) {
  if (!/(^|[ \t])#/m.test(header)) return [];
  const all = placed(steps(root, [], 0, 0));
  const head = HEAD.exec(header)?.[0].length ?? 0;
  /** @type {KeptComment[]} */
  const found = [];
  /** @type {KeptComment | undefined} */
  let previous;
  let [gap, column, end] = [-1, 0, 0];
  for (const { at, text } of [...new Parser().parse(header)].flatMap((token) => commentTokens(token)).sort((a, b) => a.at - b.at)) {
    const rank = all.filter((step) => step.start <= at).length;
    const owner = all.slice(0, rank).findLast((step) => step.end !== null);
    if (at >= head && owner && !header.slice(owner.end ?? at, at).includes("\n")) {
      found.push({ text, side: "beside", loc: owner.loc });
      continue;
    }
    const own = at - header.lastIndexOf("\n", at - 1) - 1;
    column = rank === gap ? Math.min(column, own) : own;
    gap = rank;
    /** @type {KeptComment} */
    const comment = at < head ? { text, side: "head", loc: [] } : alone(text, all.slice(rank), column);
    const same = previous?.side === comment.side && previous.loc.join("\n") === comment.loc.join("\n");
    comment.apart = Boolean(same && BLANK.test(header.slice(end, at)));
    found.push(comment);
    previous = comment;
    end = at + text.length + 1;
  }
  return toldApart(found);
}

/**
 * One line of a record has one comment at its end: those before the last stand above it.
 * @param {KeptComment[]} found @returns {KeptComment[]}
 */
function toldApart(found) {
  const last = new Map(found.filter(({ side }) => side === "beside").map((comment) => [comment.loc.join("\n"), comment]));
  return found.map((comment) => (comment.side === "beside" && last.get(comment.loc.join("\n")) !== comment
    ? { ...comment, side: "above" } : comment));
}

/**
 * What the editor shows of the file `text`, a record of the kind `model`.
 * @param {FileModel} model @param {string} text
 */
export function lire(model, text) {
  const { header, body } = parts(text.endsWith("\n") ? text : `${text}\n`, model.suffix === ".md", model.rules.sentences);
  const read = parseDocument(header, { schema: "failsafe", keepSourceTokens: true });
  if (read.errors.length) throw read.errors[0];
  if (!isMap(read.contents)) throw new Error(model.rules.sentences.no_keys);
  const kept = comments(header, read.contents);
  return {
    ...opened(model.entries, read.toJS()),
    ...(model.suffix === ".md" ? { body } : {}),
    ...(kept.length ? { [COMMENTS]: JSON.stringify(kept) } : {}),
  };
}

/* Writing -------------------------------------------------------------- */

/**
 * The values of a block as the writer takes them: without what says nothing.
 * @param {Key[]} entries @param {Values} data
 */
function saved(entries, data) {
  const values = entries.map((entry) => ({ ...entry, value: savedValue(entry, data[entry.key]) }));
  return Object.fromEntries(values.filter(({ absent, value }) => value !== null && value !== absent).map(({ key, value }) => [key, value]));
}

/** @param {Key} entry @param {unknown} value @returns {unknown} */
function savedValue(entry, value) {
  if (entry.many) {
    const items = /** @type {unknown[]} */ (value ?? []).map((item) => savedValue({ ...entry, many: false }, item)).filter((item) => item !== null);
    return items.length ? items : null;
  }
  if (entry.genre === "block") {
    if (!value) return null;
    const block = /** @type {Values} */ (value);
    if (entry.named) return Object.fromEntries(Object.entries(block).map(([key, item]) => [key, saved(entry.keys, /** @type {Values} */ (item))]));
    const inner = saved(entry.keys, block);
    return Object.keys(inner).length ? inner : null;
  }
  const text = String(value ?? "").replace(/\r\n?/g, "\n").trim();
  if (entry.genre === "yes") return ["oui", "true"].includes(text.toLowerCase()) || null;
  if (NUMBERS.has(entry.genre)) return text === "" ? null : Number(text);
  return text || null;
}

/**
 * The file that says what the editor holds.
 * @param {FileModel} model @param {Values} data
 */
export function ecrire(model, data) {
  const { textes, fichier } = window.traversees.formulaire;
  const kept = JSON.parse(String(data[COMMENTS] ?? "[]"));
  return fichier(model, textes(model.rules)).text(saved(model.entries, data), kept);
}
