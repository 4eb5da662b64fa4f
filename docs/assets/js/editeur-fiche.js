/*
 * A record as the editor opens and saves it. Reading: every value as text, and the comments with the key or the item that
 * each goes with (the port of comments.py). Writing: the form’s own writer, so that a saved file is in its canonical form.
 */
import { Parser, isMap, isScalar, parseDocument } from "../editeur/yaml.js";

/* Where a record that is open keeps its comments: a key that no field shows, which the editor gives back. */
const COMMENTS = "#";
const NUMBERS = new Set(["number", "integer"]);
const HEAD = /^(?:[ \t]*(?:#.*)?\n)*[ \t]*\n/;
const BLANK = /\n[ \t]*\n/;

/* Reading -------------------------------------------------------------- */

/* The header and the body of a file; without a body, all of it is the header. */
function parts(text, hasBody) {
  if (!hasBody) return { header: text, body: "" };
  const found = /^---[ \t]*\n(?<header>[\s\S]*?\n)---[ \t]*(?:\n(?<body>[\s\S]*))?$/.exec(text);
  if (!found) throw new Error("Il manque l’en-tête, entre deux lignes « --- ».");
  return { header: found.groups.header, body: (found.groups.body ?? "").trim() };
}

/* The values of a block as the fields of the editor take them. */
function opened(entries, data) {
  const known = new Map(entries.map((entry) => [entry.key, entry]));
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, openedValue(known.get(key), value)]));
}

function openedValue(entry, value) {
  if (!entry) return value;
  if (Array.isArray(value)) return value.map((item) => openedValue({ ...entry, many: false }, item));
  if (value && typeof value === "object") {
    if (!entry.named) return opened(entry.keys, value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(entry.keys, item)]));
  }
  const text = String(value ?? "").trim();
  if (NUMBERS.has(entry.genre)) return text === "" ? null : Number(text);
  if (entry.genre === "yes") return { true: "oui", false: "non" }[text.toLowerCase()] ?? text.toLowerCase();
  return text;
}

/* What stands in a header, in its order: keys, texts, and where lists and blocks start and end. */
function steps(node, loc, column, after, found = []) {
  const add = (what, start, end, more = {}) => found.push({ what, loc, start, end, column, flow: false, ...more });
  if (!node?.items) {
    const isBlock = isScalar(node) && /^BLOCK/.test(node.type);
    const isEmpty = !node?.srcToken;
    const [start, end] = isEmpty ? [after, after] : node.range;
    add("text", start, isBlock ? start + 1 : end);
    return found;
  }
  const flow = Boolean(node.flow);
  const own = flow ? column : node.srcToken.indent;
  const opening = { what: "start", loc, start: node.range[0], end: flow ? node.range[0] + 1 : null, column, flow };
  found.push(opening);
  const first = found.length;
  for (const [index, item] of node.items.entries()) {
    if (!isMap(node)) {
      steps(item, [...loc, index], own, node.range[0], found);
      continue;
    }
    const place = [...loc, item.key.value.replace(/^[\u00a0\u202f ]+|[\u00a0\u202f ]+$/g, "")];
    found.push({ what: "key", loc: place, start: item.key.range[0], end: item.key.range[1], column: own, flow });
    steps(item.value, place, own, item.key.range[1] + 1, found);
  }
  if (!flow) opening.start = found[first].start;
  found.push({ what: "end", loc, start: flow ? node.range[1] - 1 : null, end: flow ? node.range[1] : null, column: own, flow });
  return found;
}

/* The end of a block has no sign of its own: it is where the next thing starts. */
function placed(all) {
  let next = Infinity;
  for (const step of [...all].reverse()) {
    step.start ??= next;
    next = step.start;
  }
  return all;
}

function commentTokens(token, found = []) {
  if (token?.type === "comment") found.push({ at: token.offset, text: token.source.slice(1).trimEnd() });
  else if (token && typeof token === "object") for (const part of Object.values(token)) commentTokens(part, found);
  return found;
}

const isOwner = ({ what, flow, loc }) => loc.length && (what !== "start" || flow || typeof loc.at(-1) === "number");

/* What a comment alone on its line goes with: what follows it, or the end of the block that it is indented as. */
function alone(text, after, column) {
  const ending = [];
  for (const step of after) {
    if (step.what === "end" && step.flow) return { text, side: "below", loc: step.loc };
    if (step.what === "end") ending.push(step);
    else if (isOwner(step)) {
      const inner = step.column < column && ending.find((block) => column >= block.column);
      return inner ? { text, side: "below", loc: inner.loc } : { text, side: "above", loc: step.loc };
    }
  }
  return { text, side: "below", loc: (ending.find((block) => column >= block.column) ?? ending.at(-1)).loc };
}

function comments(header, root) {
  if (!/(^|[ \t])#/m.test(header)) return [];
  const all = placed(steps(root, [], 0, 0));
  const head = HEAD.exec(header)?.[0].length ?? 0;
  const found = [];
  let [previous, gap, column, end] = [null, -1, 0, 0];
  for (const { at, text } of [...new Parser().parse(header)].flatMap((token) => commentTokens(token)).sort((a, b) => a.at - b.at)) {
    const rank = all.filter((step) => step.start <= at).length;
    const owner = all.slice(0, rank).findLast((step) => step.end !== null);
    if (at >= head && owner && !header.slice(owner.end, at).includes("\n")) {
      found.push({ text, side: "beside", loc: owner.loc });
      continue;
    }
    const own = at - header.lastIndexOf("\n", at - 1) - 1;
    column = rank === gap ? Math.min(column, own) : own;
    gap = rank;
    const comment = at < head ? { text, side: "head", loc: [] } : alone(text, all.slice(rank), column);
    const same = previous && previous.side === comment.side && previous.loc.join("\n") === comment.loc.join("\n");
    comment.apart = Boolean(same && BLANK.test(header.slice(end, at)));
    found.push(comment);
    [previous, end] = [comment, at + text.length + 1];
  }
  return toldApart(found);
}

/* One line of a record has one comment at its end: those before the last stand above it. */
function toldApart(found) {
  const last = new Map(found.filter(({ side }) => side === "beside").map((comment) => [comment.loc.join("\n"), comment]));
  return found.map((comment) => (comment.side === "beside" && last.get(comment.loc.join("\n")) !== comment
    ? { ...comment, side: "above" } : comment));
}

/* What the editor shows of the file `text`, a record of the kind `model`. */
export function lire(model, text) {
  const { header, body } = parts(text.endsWith("\n") ? text : `${text}\n`, model.suffix === ".md");
  const read = parseDocument(header, { schema: "failsafe", keepSourceTokens: true });
  if (read.errors.length) throw read.errors[0];
  if (!isMap(read.contents)) throw new Error("Le fichier doit être une suite de lignes « clé: texte ».");
  const kept = comments(header, read.contents);
  return {
    ...opened(model.entries, read.toJS()),
    ...(model.suffix === ".md" ? { body } : {}),
    ...(kept.length ? { [COMMENTS]: JSON.stringify(kept) } : {}),
  };
}

/* Writing -------------------------------------------------------------- */

/* The values of a block as the writer takes them: without what says nothing. */
function saved(entries, data) {
  const values = entries.map((entry) => [entry, savedValue(entry, data[entry.key])]);
  return Object.fromEntries(values.filter(([entry, value]) => value !== null && value !== entry.absent).map(([{ key }, value]) => [key, value]));
}

function savedValue(entry, value) {
  if (entry.many) {
    const items = (value ?? []).map((item) => savedValue({ ...entry, many: false }, item)).filter((item) => item !== null);
    return items.length ? items : null;
  }
  if (entry.genre === "block") {
    if (!value) return null;
    if (entry.named) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, saved(entry.keys, item)]));
    const inner = saved(entry.keys, value);
    return Object.keys(inner).length ? inner : null;
  }
  const text = String(value ?? "").replace(/\r\n?/g, "\n").trim();
  if (entry.genre === "yes") return ["oui", "true"].includes(text.toLowerCase()) || null;
  if (NUMBERS.has(entry.genre)) return text === "" ? null : Number(text);
  return text || null;
}

/* The file that says what the editor holds. */
export function ecrire(model, data) {
  const { textes, regles, fichier } = window.traversees.formulaire;
  const read = textes(model.rules);
  const kept = JSON.parse(data[COMMENTS] ?? "[]");
  return fichier(model, read, regles(model, read)).text(saved(model.entries, data), kept);
}
