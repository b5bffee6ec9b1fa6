// The widget's modules that touch no page, run by node's own test runner.
import assert from "node:assert/strict";
import { test } from "node:test";

import { completion, LONGEST_SUMMARY } from "../../app/widget/announcements.js";
import { answerAsText, conversationAsText } from "../../app/widget/answer_text.js";
import { faultOf } from "../../app/widget/composer.js";
import { readEvents, Silence } from "../../app/widget/event_stream.js";
import { branches, Exchange } from "../../app/widget/exchange.js";
import { addressInOriginal, contextAfter, contextBefore, ranges, shortened } from "../../app/widget/quoting.js";
import { Wording } from "../../app/widget/wording.js";

const SOURCE = { id: "a", title: "Titel", publisher: "Utgivare", published: "2018", language: "sv", url: "https://x.se/a", restates: null };

function citation(number, quote = "Ett citat.", source = SOURCE) {
  return {
    number, quote, source, headings: [], before: "Före. ", after: " Efter.", permalink: `/kilde/a@1#${number}`,
    span: { start: 6, end: 6 + quote.length }, sha256: "1",
  };
}

function item(text, citations = [], more = {}) {
  return { text, citations, own_words: citations.length === 0, cells: [], depth: 0, ...more };
}

function answered(blocks, citations) {
  const exchange = new Exchange("Vad är *tillit*?");
  exchange.take("meta", { id: "1", status: "answered", mode: "extractive", language: "sv", interpreted_question: "" });
  citations.forEach((one) => exchange.take("citation", one));
  blocks.forEach((block) => exchange.take("block", block));
  exchange.take("done", { nearest: [], followups: [], spoken: "x" });
  return exchange;
}

function streamOf(...chunks) {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
      controller.close();
    },
  });
}

async function collected(events) {
  const all = [];
  for await (const event of events) all.push(event);
  return all;
}

test("events arrive whole however the bytes are cut, and comments are none", async () => {
  const bytes = new TextEncoder().encode('event: meta\r\ndata: {"t":"å"}\r\n\r\n: ping\r\n\r\nevent: done\ndata: {}\n\n');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const events = await collected(readEvents(streamOf(bytes.slice(0, cut), bytes.slice(cut)), 1000));
    assert.deepEqual(events, [{ name: "meta", content: { t: "å" } }, { name: "done", content: {} }]);
  }
});

test("silence ends a stream", async () => {
  await assert.rejects(collected(readEvents(new ReadableStream(), 5)), Silence);
});

test("an unknown event of a newer server changes nothing", () => {
  const exchange = new Exchange("?");
  exchange.take("surprise", { blocks: [1] });
  assert.deepEqual([exchange.blocks, exchange.state], [[], "busy"]);
});

test("a source is listed once, in the order of first citation", () => {
  const other = { ...SOURCE, id: "b" };
  const exchange = answered([], [citation(2, "b", other), citation(1), citation(3)]);
  assert.deepEqual(exchange.sources.map(({ source, citations }) => [source.id, citations.map(({ number }) => number)]), [
    ["a", [1, 3]],
    ["b", [2]],
  ]);
});

test("items nest by their depth", () => {
  const tree = branches([{ depth: 0 }, { depth: 1 }, { depth: 2 }, { depth: 1 }, { depth: 0 }]);
  assert.deepEqual(tree.map((root) => root.children.length), [2, 0]);
  assert.equal(tree[0].children[0].children.length, 1);
});

test("runs of numbers are shortened", () => {
  assert.equal(ranges([1, 2, 3, 5, 7, 8]), "1–3, 5, 7–8");
  assert.equal(ranges([]), "");
});

test("a text is shortened at a word, never inside a character", () => {
  assert.equal(shortened("En  lång\nmening, här.", 16), "En lång mening…");
  assert.equal(shortened("😀".repeat(3), 3), "😀😀😀");
});

test("ellipses say where the source goes on", () => {
  assert.equal(contextBefore({ ...citation(1), before: " \nmitt i", span: { start: 90, end: 95 } }), "… mitt i");
  assert.equal(contextBefore({ ...citation(1), before: "Förr.\n\n## Rubrik\n" }), "Förr.\nRubrik\n");
  assert.equal(contextBefore(citation(1)), "Före. ");
  assert.equal(contextAfter({ ...citation(1), after: " och så" }), " och så …");
});

test("the original is opened at the quote, and a restatement at its beginning", () => {
  const long = "Ett långt citat - med många ord, som behöver både en början och ett slut för att hittas i originalet.";
  assert.equal(addressInOriginal(citation(1, "Mål-styrning, nu")), "https://x.se/a#:~:text=M%C3%A5l%2Dstyrning%2C%20nu");
  const ends = /#:~:text=Ett%20l%C3%A5ngt%20citat%20%2D%20med,f%C3%B6r%20att%20hittas%20i%20originalet\.$/;
  assert.match(addressInOriginal(citation(1, long)), ends);
  assert.equal(addressInOriginal(citation(1, "x", { ...SOURCE, url: "https://x.se/#a" })), "https://x.se/#a:~:text=x");
  const restated = { ...SOURCE, url: null, restates: { title: "T", publisher: null, published: null, url: "https://y.no/" } };
  assert.equal(addressInOriginal(citation(1, "x", restated)), "https://y.no/");
});

test("an empty and a too long question are told apart, by characters and not by UTF-16 units", () => {
  assert.equal(faultOf("  \n ").key, "err_empty");
  assert.equal(faultOf("😀".repeat(2000)), null);
  assert.deepEqual(faultOf("å".repeat(2003)).values, { n: 3 });
});

test("what is announced is short, ends with the sources, and is whole only when it is short or wished", () => {
  const words = { done: "Svaret är klart.", guide: "Gå till svaret med knappen Till senaste svaret." };
  const long = { spoken: `Början är här. ${"ord ".repeat(200)}`, sources: "3 källor", hasAnswer: true };
  const summary = completion(long, words, "summary");
  assert.ok(summary.length <= LONGEST_SUMMARY);
  assert.match(summary, /^Svaret är klart\. Början är här\. .*3 källor\.$/);
  assert.ok(completion({ ...long, spoken: "ord ".repeat(500) }, words, "summary").length <= LONGEST_SUMMARY);
  assert.equal(completion({ ...long, spoken: "Kort." }, words, "summary"), "Kort. 3 källor.");
  assert.ok(completion(long, words, "full").startsWith(long.spoken));
  assert.equal(completion(long, words, "off"), "");
});

test("a copied answer has its sources, and its tables and lists stay readable", () => {
  const exchange = answered(
    [
      { type: "list", language: "sv", ordered: true, header: false, items: [item("Ett.", [1]), item("Inne.", [1], { depth: 1 })] },
      { type: "table", language: "sv", ordered: false, header: true, items: [item("a | b", [1], { cells: ["a", "b"] })] },
    ],
    [citation(1)],
  );
  assert.equal(answerAsText(exchange, "1 källa", "https://t.se"), [
    "1. Ett. [1]\n   1. Inne. [1]",
    "a | b [1]",
    "1 källa",
    "[1] Titel, Utgivare, 2018: “Ett citat.” https://x.se/a https://t.se/kilde/a@1#1",
  ].join("\n\n"));
});

test("in saved Markdown nothing that was written elsewhere is markup", () => {
  const hostile = "[x](javascript:alert(1)) ![](//e.org) <img> # `a`\n## b";
  const exchange = answered(
    [{ type: "paragraph", language: "sv", ordered: false, header: false, items: [item(hostile, [1])] }],
    [citation(1, hostile, { ...SOURCE, title: hostile, url: "https://x.se/> <b>" })],
  );
  const words = { title: "Samtal", note: "AI.", sources: () => "1 källa" };
  const text = conversationAsText([exchange], "markdown", words, "https://t.se");
  assert.match(text, /^# Samtal\n\nAI\\\.\n\n## Vad är \\\*tillit\\\*?/);
  assert.doesNotMatch(text, /(?<!\\)\[x|(?<!\\)!\[|(?<!\\)<img|\n## b|(?<!\\)`|> <b>/);
  assert.match(conversationAsText([exchange], "text", words, "https://t.se"), /javascript:alert/);
});

test("words have their plurals and keep what looks like a placeholder", () => {
  const words = new Wording("sv", { sources_one: "{n} källa", sources_other: "{n} källor", you: "Fråga {q}" });
  assert.equal(words.say("sources", { n: 1 }), "1 källa");
  assert.equal(words.say("sources", { n: 0 }), "0 källor");
  assert.equal(words.say("you", { q: "{n} $&" }), "Fråga {n} $&");
});
