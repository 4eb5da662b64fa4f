// `node schemas.cjs < BASES`: what is said of records by Ajv as anyone installs it, by VS Code’s server for YAML as it comes.
// A base: {schemas: {kind: schema}, records: [[kind, header]]}, with `editor: true` to ask the server. Out: its answers,
// a list for each record. Headers are read by a plain parser of YAML 1.2, as a reuser would.
const { readFileSync } = require("node:fs");

let documents = 0; // the server remembers each by its address

function judged({ schemas, records }) {
  const Ajv = require("ajv/dist/2020").default;
  const { parse } = require("yaml");
  const ajv = new Ajv();
  const valid = Object.fromEntries(Object.entries(schemas).map(([kind, schema]) => [kind, ajv.compile(schema)]));
  return records.map(([kind, header]) => {
    valid[kind](parse(header));
    return (valid[kind].errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  });
}

async function edited({ schemas, records }) {
  const { getLanguageService } = require("yaml-language-server");
  const { TextDocument } = require("vscode-languageserver-textdocument");
  const service = getLanguageService({
    schemaRequestService: async (address) => JSON.stringify(schemas[address.split("/").at(-1)]),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  const files = Object.keys(schemas).map((kind) => ({ uri: `file:///schemas/${kind}`, fileMatch: [`/${kind}/*.yml`] }));
  service.configure({ validate: true, yamlVersion: "1.2", customTags: [], schemas: files });
  const answers = [];
  for (const [kind, header] of records) {
    const document = TextDocument.create(`file:///${kind}/${documents++}.yml`, "yaml", 1, header);
    const found = await service.doValidation(document, false);
    answers.push(found.map(({ range, message }) => `${range.start.line + 1} : ${message}`));
  }
  return answers;
}

async function main() {
  const answers = [];
  for (const base of JSON.parse(readFileSync(0, "utf8"))) answers.push(await (base.editor ? edited : judged)(base));
  process.stdout.write(JSON.stringify(answers));
}

main();
