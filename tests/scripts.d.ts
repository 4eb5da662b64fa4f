/** What the scripts of docs/assets/js say to each other, and what they load that is not theirs. */

interface Window {
  /** Where the browser knows Trusted Types. */
  trustedTypes?: { createPolicy<T extends object>(name: string, rules: T): T };
  traversees: Traversees;
  /** The editor, once docs/assets/editeur/sveltia-cms.js is loaded. */
  CMS: {
    registerCustomFormat(
      name: string,
      extension: string,
      format: { fromFile(text: string): object; toFile(data: Values): string },
    ): void;
  };
}

/** Of every page: made by chargeur.js, completed by traversees.js, choix.js and the scripts of the form. */
interface Traversees {
  /** The value that the script at `chemin` gives, asked for once; refused when it cannot be had, then it may be asked again. */
  charger<T>(chemin: string): Promise<T>;
  /** What such a script says, and all that it says. */
  recevoir(chemin: string, valeur: unknown): void;
  annoncer(text: string): void;
  encadrer(table: HTMLTableElement): void;
  jour(now?: Date): string;
  mots(query: string): string[];
  plier(text: string): string;
  racine: URL;
  remplir(text: string | undefined, facts?: Facts): string;
  choix: { lire(): string[]; ecrire(ids: string[]): void; equiper(root?: ParentNode): void };
  formulaire: Formulaire;
}

/** What a sentence leaves open: « {n} pages ». */
type Facts = Record<string, string | number | null | undefined>;

/** The elements that the page of a script has: one that is missing stops the script at its first use. */
type Find = <T extends Element = HTMLElement>(selector: string, from?: ParentNode) => T;
type FindAll = <T extends Element = HTMLElement>(selector: string, from?: ParentNode) => T[];

/** A card of the explorer: its rank, and those of the boxes that it answers to. */
interface Card {
  card: HTMLElement;
  rank: number;
  terms: number[];
  text?: string[];
}

/** A criterion of the explorer. */
interface Facet {
  boxes: HTMLInputElement[];
  name: string;
  title: string;
  details: HTMLDetailsElement | null;
  feed: string | undefined;
  /** Whether typed words are looked for in its labels. */
  searched: boolean;
  /** Whether a record may bear several of its options. */
  several: boolean;
}

/** What the explorer has found: `misses` tells, for each card, the facets that it does not answer to. */
interface Found {
  active: number;
  words: string[];
  counts: number[];
  misses: { missing: number; score: number }[];
  kept: Card[];
}

/** What explorateur-plus.js asks of the explorer. */
interface Explorer {
  boxes: HTMLInputElement[];
  facets: Facet[];
  labelOf(box: HTMLInputElement): string;
}

/** What explorateur-plus.js gives to it. */
interface ExplorateurPlus {
  waysOut(result: Found, page: Explorer & {
    box: HTMLElement;
    field: HTMLInputElement;
    say(name: string, values?: Facts, from?: HTMLElement): string;
    uncheck(some: HTMLInputElement[]): void;
    eraseWords(): void;
  }): { text: string; number: number; act: () => void }[];
  save(kind: string, kept: Card[], page: Explorer & {
    idOf(record: Card): string;
    nameOf(record: Card): string;
    summaryOf(record: Card): string;
    words: DOMStringMap;
  }): void;
}

/** What recherche.js uses of Pagefind (https://pagefind.app/docs/api/). */
interface Pagefind {
  createInstance(options: { ranking: object; noWorker: boolean }): Pagefind;
  preload(words: string): Promise<void>;
  search(words: string, options?: { filters?: Record<string, string> }): Promise<{ results: PagefindResult[] }>;
}

interface PagefindResult {
  id: string;
  score: number;
  data(): Promise<PagefindPage>;
}

interface PagefindPage {
  url: string;
  content: string;
  meta: { title: string; genre?: string; lieu?: string };
  weighted_locations: { weight: number; location: number }[];
}

// --- The form: its scripts, in the order in which they are loaded -----------------------------------------

interface Formulaire {
  textes(rules: Rules): Textes;
  regles(model: Model, textes: Textes): Regles;
  fichier(model: FileModel | Model, textes: Textes): Fichier;
  element(tag: string, attributes?: Record<string, string>, ...children: (Node | string)[]): HTMLElement;
  markdown(typography: Rules["typography"], call: (id: string) => (Node | string)[]): Markdown;
  apercu(model: Model, textes: Textes, phrases: Phrases, template: HTMLTemplateElement): Apercu;
  champs(page: { form: HTMLFormElement; model: Model; textes: Textes; phrases: Phrases; changed(): void }): Champs;
  envoi(page: { form: HTMLFormElement; phrases: Phrases; state(): MadeFile }): object;
}

/** A sentence of the page of the form. */
type Phrases = (name: string, facts?: Facts) => string;

/** Where a value stands in a record: keys, and ranks in lists. */
type Loc = (string | number)[];

/** The values of a record or of a block, as the form holds them: texts, lists, blocks, true for « oui ». */
type Values = { [key: string]: unknown };

/** A record as its rules read it: any of these values may be missing. */
interface RecordValues {
  [key: string]: unknown;
  a_verifier?: string[];
  chiffres?: { annee?: string; valeur?: string }[];
  consentement?: string;
  date?: string;
  debut?: string;
  fin?: string;
  forme?: string;
  sources?: SourceValues[];
  transfert?: { acteurs?: string[]; aucun_acteur?: true; conditions?: { analyse?: true; sources?: string[] }[] };
  url?: string;
}

interface SourceValues {
  [key: string]: unknown;
  date?: string;
  editeur?: string;
  id?: string;
  titre?: string;
  type?: string;
  url?: string;
}

/** What traversees/contribute/form.py says of a key. */
interface Entry extends Key {
  label: string;
  help: string;
  required: boolean;
  many: [number, number | null] | null;
  most: number | null;
  bounds: [number | null, number | null];
  pattern: string;
  error: string;
  cited: boolean;
  plain: boolean;
  moment: boolean;
  choices: { key: string; label: string; help: string }[];
  keys: Entry[];
}

/** A key as a file has it: what traversees/contribute/editor_files.py says of it. */
interface Key {
  key: string;
  genre:
    | "block" | "body" | "integer" | "kept" | "line" | "number" | "prose" | "record" | "shape" | "source" | "term" | "yes";
  many: [number, number | null] | boolean | null;
  named?: boolean;
  year: boolean;
  absent?: number;
  keys: Key[];
}

interface FileModel {
  suffix: string;
  entries: Key[];
  rules: Rules;
}

interface Model extends FileModel {
  kind: string;
  folder: string;
  entries: Entry[];
  ids: string[];
  traits: Record<string, string>;
  address: string;
  /** What the preview shows of the terms and of the other records, by folder and id. */
  known: Record<string, Record<string, Values>>;
}

/** What traversees/contribute/form_rules.py says. */
interface Rules {
  sentences: Record<string, string>;
  patterns: Record<string, { source: string; flags: string }>;
  typography: [{ source: string; flags: string }, string][];
  analysis: string;
  ahead: number;
  mostWords: number;
  width: number;
  long: number;
}

interface Textes {
  analysis: string;
  all(pattern: string, text: string): RegExpExecArray[];
  citations(text: string): string[];
  cleaned(text: string): string;
  crc(text: string): string;
  empty(value: unknown): boolean;
  folded(text: string): string;
  full(pattern: string, text: string): boolean;
  has(pattern: string, text: string): boolean;
  named(text: string): string[];
  paragraphs(text: string): string[];
  say(name: string, facts?: Facts): string;
  shortened(text: string, limit?: number): string;
  signs(text: string): number;
  slug(text: string): string;
  suggestion(word: string, known: string[]): string;
  trim(text: string): string;
  forbidden_markup(text: string): string[];
  hard_to_read(text: string): string[];
  headings(text: string, lowest?: number): string[];
  malformed_citations(text: string): string[];
  personal_data(text: string): string[];
  unsourced_paragraphs(text: string): string[];
}

/** What a record is blamed for; `late`: only the whole record tells. */
interface Problem {
  loc: Loc;
  message: string;
  late?: boolean;
  missing?: boolean;
}

interface Regles {
  answer(data: Values, today: string): Problem[];
  problems(data: Values, today: string): Problem[];
  rules: Record<string, (data: RecordValues, today: string) => Problem[]>;
  traits(data: Values): Iterable<string>;
  twin(data: Values): string | undefined;
}

/** A comment of a file, and the key or the item that it goes with. */
interface KeptComment {
  text: string;
  side: "above" | "below" | "beside" | "head";
  loc: Loc;
  apart?: boolean;
}

interface Fichier {
  name(data: Values): { name: string; taken: boolean };
  numeral(value: unknown): string;
  text(data: Values, comments?: KeptComment[]): string;
}

/** Reads Markdown into nodes, and gives texts French typography. */
interface Markdown {
  blocks(text: string): HTMLElement[];
  inline(text: string): (Node | string)[];
  plain(text: string): string;
  typographic(text: string): string;
}

/** Draws the page of a record; `operations`: what its expressions may ask. */
interface Apercu {
  draw(data: Values): (Node | string)[];
  operations: string[];
}

/** The file that the form proposes. */
interface MadeFile {
  path: string;
  name: string;
  taken: boolean;
  text: string;
  corrects: boolean;
}

interface Champs {
  fill(data: Values, options?: { fresh?: boolean; kept?: boolean }): void;
  nodeAt(loc: Loc): HTMLElement | null;
  read(): Values;
  showConditions(): void;
}
