// The widget's code is typed by JSDoc and checked by tsc, so names and types are not checked here again.
import js from "@eslint/js";

const NEVER = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setAttributeNS", "srcdoc", "style"];

export default [
  { ignores: ["app/widget/releases/**"] },
  js.configs.recommended,
  {
    files: ["app/widget/**/*.js", "tests/widget/**/*.js", "eslint.config.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off",
      "no-unused-vars": ["error", { varsIgnorePattern: "^_$", argsIgnorePattern: "^_" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": ["error", ...NEVER.map((property) => ({ property }))],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "max-lines": ["error", 360],
      "max-len": ["error", { code: 140 }],
    },
  },
];
