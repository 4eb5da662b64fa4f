// What the scripts of docs/assets/js obey. ESLint, since its selectors state our own two rules without a plug-in.
import js from "@eslint/js";

const MODULES = ["docs/assets/js/editeur.js", "docs/assets/js/editeur-fiche.js"];

/* HTML is never parsed from text: nodes are made, or copied from the page. */
const PARSERS = /^(innerHTML|outerHTML|srcdoc|insertAdjacentHTML|createContextualFragment|parseFromString|setHTML|setHTMLUnsafe|parseHTMLUnsafe)$/;

/* A sentence: two words in a row, a word with an accent or an elision, or one with a capital, as a label has. */
const SENTENCE = /\p{L}{2,}[,:\u00a0]* \p{L}{2,}|\p{L}[àâçéèêëîïôûùœ’]|[àâçéèêëîïôûùœ’]\p{L}|^\p{Lu}\p{Ll}{2,}[ :\u00a0]*$/u;

/* What is two words in a row and no sentence: a selector, a media query, the name of a key. */
const SELECTORS = /^(querySelector|querySelectorAll|closest|matches|find|findAll|part|around|matchMedia)$/;
const KEYS = /^(Escape|Enter)$/;

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: "latest", sourceType: "script" },
    rules: {
      "no-undef": "off", // TypeScript finds them, and knows the browser
      "eqeqeq": "error",
      "no-alert": "error",
      "no-console": ["error", { allow: ["error"] }],
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-unneeded-ternary": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "strict": ["error", "function"],
      "no-restricted-syntax": [
        "error",
        {
          selector: `:matches(Identifier[name=${PARSERS}], Literal[value=${PARSERS}])`,
          message: "HTML is never parsed from text: make nodes, or copy a template of the page.",
        },
        {
          selector: "MemberExpression[object.name=document][property.name=/^write(ln)?$/]",
          message: "HTML is never parsed from text: make nodes, or copy a template of the page.",
        },
        {
          selector:
            `:matches(Literal[value=${SENTENCE}], TemplateElement[value.cooked=${SENTENCE}])`
            + `:not(ExpressionStatement[directive] > *, CallExpression[callee.name=${SELECTORS}] > *, `
            + `CallExpression[callee.property.name=${SELECTORS}] > *, Literal[value=${KEYS}])`,
          message: "A sentence stands in the page (data attribute, template), not in a script.",
        },
      ],
    },
  },
  { files: MODULES, languageOptions: { sourceType: "module" }, rules: { strict: ["error", "never"] } },
];
