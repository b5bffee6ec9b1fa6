// An answer as text to take away: with its sources, and in Markdown with everything that came from elsewhere escaped.

import { branches } from "./exchange.js";
import { originalUrl } from "./quoting.js";

/** @typedef {import("./exchange.js").Exchange} Exchange */
/** @typedef {import("./types.js").Item} Item */
/**
 * @typedef {object} Style
 * @property {(text: string) => string} escape
 * @property {(text: string) => string} question
 * @property {(text: string) => string} bold
 * @property {(url: string) => string} link
 * @property {(text: string) => string} entry
 */

/** @type {Style} */
const PLAIN = {
  escape: (text) => text,
  question: (text) => text,
  bold: (text) => text,
  link: (url) => url,
  entry: (text) => text,
};

/** @type {Style} */
const MARKDOWN = {
  escape: (text) => text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()<>#+\-.!|~&]/g, "\\$&"),
  question: (text) => `## ${text}`,
  bold: (text) => `**${text}**`,
  link: (url) => `<${url.replace(/[<>\s]/g, encodeURIComponent)}>`,
  entry: (text) => `- ${text}`,
};

/**
 * One answer with its sources, as it is copied.
 * @param {Exchange} exchange
 * @param {string} sourcesHeading
 * @param {string} base the service's own origin, for links to the passages
 */
export function answerAsText(exchange, sourcesHeading, base) {
  return paragraphs(exchange, PLAIN, sourcesHeading, base).join("\n\n");
}

/**
 * A conversation as a file.
 * @param {Exchange[]} exchanges
 * @param {"text" | "markdown"} format
 * @param {{title: string, note: string, sources: (exchange: Exchange) => string}} words
 * @param {string} base
 */
export function conversationAsText(exchanges, format, words, base) {
  const style = format === "markdown" ? MARKDOWN : PLAIN;
  const title = style.escape(words.title);
  const parts = exchanges.flatMap((exchange) => [
    style.question(style.escape(exchange.question)),
    ...paragraphs(exchange, style, words.sources(exchange), base),
  ]);
  return `${[format === "markdown" ? `# ${title}` : title, style.escape(words.note), ...parts].join("\n\n")}\n`;
}

/** @param {Exchange} exchange @param {Style} style @param {string} sourcesHeading @param {string} base */
function paragraphs(exchange, style, sourcesHeading, base) {
  const blocks = exchange.blocks.map((block) => {
    if (block.type === "list") return listLines(branches(block.items), block.ordered, style, "").join("\n");
    if (block.type === "table") return block.items.map((row) => sentence(row, style)).join("\n");
    return block.items.map((item) => sentence(item, style)).join(" ");
  });
  const sources = exchange.cited.map((citation) => sourceLine(citation, style, base));
  return sources.length ? [...blocks, style.bold(style.escape(sourcesHeading)), sources.join("\n")] : blocks;
}

/**
 * @param {{item: Item, children: any[]}[]} tree
 * @param {boolean} ordered
 * @param {Style} style
 * @param {string} indent
 * @returns {string[]}
 */
function listLines(tree, ordered, style, indent) {
  return tree.flatMap(({ item, children }, index) => [
    `${indent}${ordered ? `${index + 1}.` : "-"} ${sentence(item, style)}`,
    ...listLines(children, ordered, style, `${indent}   `),
  ]);
}

/** @param {Item} item @param {Style} style */
function sentence(item, style) {
  const text = style.escape(item.cells?.length ? item.cells.join(" | ") : item.text);
  return text + item.citations.map((number) => style.escape(` [${number}]`)).join("");
}

/** @param {import("./types.js").Citation} citation @param {Style} style @param {string} base */
function sourceLine({ number, source, quote, permalink }, style, base) {
  const by = [source.publisher, source.published].filter(Boolean).join(", ");
  const told = `[${number}] ${source.title}${by ? `, ${by}` : ""}: “${quote.trim().replace(/\s+/g, " ")}”`;
  const addresses = [originalUrl(source), base + permalink].flatMap((url) => (url ? style.link(url) : []));
  return style.entry([style.escape(told), ...addresses].join(" "));
}
