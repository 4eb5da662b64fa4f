// Rebuilds docs/assets/editeur/ from the npm packages of package-lock.json: `npm ci && npm run construire`.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const cms = join(modules, "@sveltia/cms");
const output = join(here, "../docs/assets/editeur");

// What no field of ours uses: maps, photographs, code highlighting, previews in React, every language but French.
const UNUSED =
  /^@shikijs\/|shiki-engine|chunks\/(?:heic|react-dom|webp_enc)|^(?:exifr|immutable|leaflet|svgo|terra-draw)|locales\//;
const USED_CHUNKS = ["index.js", "chunks/react-B5rWoXIC.js"];

// Where the editor would ask a third party: the health of a forge, and spare copies of what is already here.
// And where it would forbid readers to enlarge the page.
const REPLACED = [
  ["`maximum-scale=1`,", ""],
  ["https://www.githubstatus.com/api/v2/status.json", "data:application/json,%7B%7D"],
  ["https://status-api.hostedstatus.com/1.0/status/5b36dc6502d06804c08349f7", "data:application/json,%7B%7D"],
  ["https://unpkg.com/", "data:,"],
];

// The fonts stand in assets/, where another part of the script asks for them.
const DISTANT_FONT = /@font-face \{[^}]*cdn\.jsdelivr\.net[^}]*\}/g;

const unused = {
  name: "unused",
  setup(builder) {
    builder.onResolve({ filter: UNUSED }, ({ path }) =>
      path.endsWith("/fr.json") ? undefined : { path: "unused", namespace: "unused" },
    );
    builder.onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "export default undefined" }));
    builder.onLoad({ filter: /sveltia[\\/]cms[\\/]npm[\\/]index\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [theirs, ours] of REPLACED) {
        if (!contents.includes(theirs)) throw new Error(`« ${theirs} » n’est plus dans Sveltia : relisez construire.mjs.`);
        contents = contents.replaceAll(theirs, ours);
      }
      return { contents: contents.replaceAll(DISTANT_FONT, ""), loader: "js" };
    });
  },
};

/** One file that exports `contents`; returns what it was made from. */
async function bundled(contents, name) {
  const result = await build({
    stdin: { contents, resolveDir: here },
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "none", // told in LICENCES.txt
    outfile: join(output, name),
    metafile: true,
    plugins: [unused],
    logOverride: { "direct-eval": "silent" },
  });
  return Object.keys(result.metafile.inputs);
}

async function bundle() {
  const inputs = await bundled('export { init } from "@sveltia/cms";', "sveltia-cms.js");
  const script = await readFile(join(output, "sveltia-cms.js"), "utf8");
  const distant = /unpkg\.com|jsdelivr\.net|githubstatus\.com\/api|hostedstatus\.com/.exec(script);
  if (distant) throw new Error(`« ${distant[0]} » est encore appelé : complétez REPLACED.`);
  // What our own reader of records needs; Sveltia keeps its copy to itself.
  return [...inputs, ...(await bundled('export { Parser, isMap, isScalar, parseDocument } from "yaml";', "yaml.js"))];
}

async function copyFonts() {
  await mkdir(join(output, "assets"));
  for (const name of await readdir(join(cms, "npm/assets"))) {
    if (/\.woff2$|LICENSE\.txt$/.test(name)) await copyFile(join(cms, "npm/assets", name), join(output, "assets", name));
  }
}

/** The packages that Sveltia bundled beforehand, as its source maps name them, and those that we bundled. */
async function bundledPackages(inputs) {
  const found = new Map([["@sveltia/cms", await versionOf("@sveltia/cms")]]);
  for (const chunk of USED_CHUNKS) {
    const { sources } = JSON.parse(await readFile(join(cms, "npm", `${chunk}.map`), "utf8"));
    for (const source of sources) {
      const match = /\.pnpm\/[^/]*?(?<version>\d+\.\d+\.\d+[^/_(]*)[^/]*\/node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)/.exec(source);
      if (match) found.set(match.groups.name, match.groups.version);
    }
  }
  for (const input of inputs) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1];
    if (name) found.set(name, await versionOf(name));
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}

const versionOf = async (name) => JSON.parse(await readFile(join(modules, name, "package.json"), "utf8")).version;

/** One file with the licence of every package; each must be installed in the version that was bundled. */
async function writeLicences(packages) {
  const missing = [];
  const parts = [];
  for (const [name, version] of packages) {
    if (name.startsWith("@sveltia/") && name !== "@sveltia/cms") continue; // parts of the same work, by the same author
    const folder = join(modules, name);
    const installed = await versionOf(name).catch(() => "");
    if (installed !== version) {
      missing.push(`${name}@${version}`);
      continue;
    }
    const { license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    const text = file ? await readFile(join(folder, file), "utf8") : `Licence ${license}, sans texte dans le paquet.\n`;
    parts.push(`${name} ${version} — ${license}\n\n${text.replaceAll("\r", "").trim()}\n`);
  }
  if (missing.length) {
    throw new Error(`Pour leur licence, lancez d’abord :\nnpm install --save-dev --save-exact --ignore-scripts --force ${missing.join(" ")}`);
  }
  const head = `Ce que contient sveltia-cms.js, et sous quelle licence. Les polices ont la leur à côté d’elles, dans assets/.\nFichier écrit par editeur/construire.mjs.\n`;
  await writeFile(join(output, "LICENCES.txt"), [head, ...parts].join(`\n${"-".repeat(80)}\n\n`));
}

const untold = (key, value) => (key.endsWith("escription") && typeof value === "string" ? undefined : value);

/** The shape of Sveltia's settings, without what it says of them: a test compares ours with it. */
async function copySchema() {
  const schema = JSON.parse(await readFile(join(cms, "schema/sveltia-cms.json"), "utf8"));
  await writeFile(join(here, "sveltia-cms.schema.json"), `${JSON.stringify(schema, untold)}\n`);
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
const inputs = await bundle();
await copyFonts();
await copySchema();
await writeLicences(await bundledPackages(inputs));
const size = (await readFile(join(output, "sveltia-cms.js"))).length;
console.log(`docs/assets/editeur/ est à jour : Sveltia CMS ${await versionOf("@sveltia/cms")}, ${Math.round(size / 1000)} ko de script.`);
