// `node tests/observatory.mjs PACKAGE PORT PATH…`: each path's score by MDN HTTP Observatory, as one JSON object.
// The package's own command scans a host's front page only; its parts take a port and a path.

const [root, port, ...paths] = process.argv.slice(2);
const part = (file) => import(`${root}/src/${file}`);

const { retrieve } = await part("retriever/retriever.js");
const { ALL_TESTS } = await part("constants.js");
const { getScoreModifier } = await part("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await part("grader/charts.js");

async function score(path) {
  const found = await retrieve("localhost", { path, httpsPort: Number(port), httpPort: 1 });
  const modifiers = ALL_TESTS.map((test) => getScoreModifier(test(found).result));
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 100);
  const withoutCredit = sum(modifiers.filter((modifier) => modifier < 0));
  return withoutCredit >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(modifiers) : withoutCredit;
}

const scores = {};
for (const path of paths) scores[path] = await score(path);
console.log(JSON.stringify(scores));
