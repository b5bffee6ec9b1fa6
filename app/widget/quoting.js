// How a passage is shown and found: its surroundings, its beginning, its place in the original.

/** @typedef {import("./types.js").Citation} Citation */

const LONGEST_FRAGMENT = 80;
const FRAGMENT_ENDS = 5;

/** What stands before the quote, with an ellipsis where the text goes on above. @param {Citation} citation */
export function contextBefore({ before, span }) {
  const text = closedUp(before);
  return span.start > [...before].length ? `… ${text.trimStart()}` : text;
}

/** What stands after the quote, with an ellipsis where it breaks off within a sentence. @param {Citation} citation */
export function contextAfter({ after }) {
  const text = closedUp(after).trimEnd();
  return !text || /[.!?]$/.test(text) ? text : `${text} …`;
}

/** Without blank lines and without the marks of headings. @param {string} text */
function closedUp(text) {
  return text.replace(/\s*\n\s*/g, "\n").replace(/^#{1,6} /gm, "");
}

/** The beginning of a text, on one line, up to a word's end. @param {string} text @param {number} length */
export function shortened(text, length) {
  const characters = [...text.trim().replace(/\s+/g, " ")];
  const cut = characters.slice(0, length).join("");
  return characters.length <= length ? cut : `${cut.replace(/ [^ ]*$/, "").replace(/[.,;: ]+$/, "")}…`;
}

/** 1 2 3 5 as "1–3, 5". @param {number[]} numbers increasing */
export function ranges(numbers) {
  /** @type {number[][]} */
  const runs = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}

/** Where the original can be read, if anywhere. @param {import("./types.js").Source} source */
export function originalUrl(source) {
  return source.url ?? source.restates?.url ?? null;
}

/**
 * The original's address with a text fragment, so that the browser scrolls to the quote. A restatement has other
 * words than its original, so there is nothing to scroll to.
 * @param {Citation} citation
 */
export function addressInOriginal({ source, quote }) {
  const url = originalUrl(source);
  if (!url || !source.url) return url;
  return `${url}${url.includes("#") ? "" : "#"}:~:text=${fragment(quote)}`;
}

/** @param {string} quote */
function fragment(quote) {
  const words = quote.trim().split(/\s+/);
  const encode = (/** @type {string[]} */ part) => encodeURIComponent(part.join(" ")).replaceAll("-", "%2D");
  if (quote.length <= LONGEST_FRAGMENT || words.length < 2 * FRAGMENT_ENDS) return encode(words);
  return `${encode(words.slice(0, FRAGMENT_ENDS))},${encode(words.slice(-FRAGMENT_ENDS))}`;
}
