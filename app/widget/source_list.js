// Under an answer: its sources, each once, and under a refusal what comes closest.

import { element } from "./elements.js";
import { originalUrl, ranges } from "./quoting.js";

/** @typedef {import("./wording.js").Wording} Wording */
/** @typedef {import("./types.js").Source} Source */

/** @param {Wording} words @param {import("./exchange.js").Exchange} exchange */
export function sourceList(words, exchange) {
  const { sources, cited } = exchange;
  const heading = element("h4", {}, words.make("span", "sources", { n: sources.length }));
  if (cited.length > sources.length) heading.append(", ", words.make("span", "passages", { n: cited.length }));
  const entries = sources.map((entry) => element("li", {}, ...sourceEntry(words, entry)));
  const note = exchange.hasOwnWords ? words.make("p", "own_words_note", {}, { class: "small" }) : null;
  return element("div", { class: "sources" }, heading, element("ul", {}, ...entries), note);
}

/** @param {Wording} words @param {{source: Source, citations: import("./types.js").Citation[]}} entry */
function sourceEntry(words, { source, citations }) {
  const numbers = ranges(citations.map((citation) => citation.number));
  const open = element(
    "button",
    { type: "button", class: "source-link", "data-citation": citations[0].number, "aria-controls": "source-view" },
    element("span", { class: "number" }, numbers),
    " ",
    element("bdi", { lang: source.language }, source.title),
  );
  open.setAttribute("aria-expanded", "false");
  const tag = words.make("span", `lang_${source.language}`, {}, { class: "tag" });
  return [element("p", {}, open, " ", tag), element("p", { class: "small" }, ...origin(words, source, citations[0]))];
}

/**
 * Who published it, what it restates, and where the original is.
 * @param {Wording} words
 * @param {Source} source
 * @param {{permalink: string}} passage what is linked where there is no original to open
 */
export function origin(words, source, passage) {
  const url = originalUrl(source);
  const link = url
    ? words.make("a", "open_original", {}, { href: url, target: "_blank", rel: "noopener noreferrer" })
    : words.make("a", "in_context", {}, { href: passage.permalink, target: "_blank" });
  return [...publication(words, source), link];
}

/** @param {Wording} words @param {Source} source */
export function publication(words, source) {
  const by = [source.publisher, source.published].filter(Boolean).join(", ");
  const parts = by ? [element("bdi", {}, by), ". "] : [];
  const original = source.restates;
  if (!original) return parts;
  parts.push(words.make("span", "restates"), " ", element("bdi", { lang: source.language }, original.title));
  for (const more of [original.publisher, original.published]) if (more) parts.push(", ", element("bdi", {}, more));
  return [...parts, ". "];
}

/** @param {Wording} words @param {import("./types.js").ReadingTip[]} tips */
export function nearest(words, tips) {
  const entries = tips.map(({ source, headings, permalink }) => {
    const heading = headings.at(-1);
    const link = element(
      "a",
      { href: permalink, lang: source.language, target: "_blank" },
      element("bdi", {}, source.title),
      ...(heading ? [" › ", element("bdi", {}, heading)] : []),
    );
    return element("li", {}, link, " ", words.make("span", `lang_${source.language}`, {}, { class: "tag" }));
  });
  return element(
    "div",
    { class: "nearest" },
    words.make("h4", "nearest_h", {}, { class: "sr" }),
    element("ul", {}, ...entries),
  );
}

/** @param {Wording} words @param {readonly string[]} questions */
export function followups(words, questions) {
  const entries = questions.map((question) =>
    element("li", {}, element("button", { type: "button", class: "suggestion" }, question)));
  return element(
    "div",
    { class: "followups" },
    words.make("h4", "followups_h"),
    element("ul", { class: "starters" }, ...entries),
  );
}
