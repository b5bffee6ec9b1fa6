// One answer on the page, built block by block. The server builds the same elements in templates/answer.html.

import { element } from "./elements.js";
import { count, say } from "./wording.js";

const PAGE_LANGUAGE = document.documentElement.lang;
const FEW = 3;

export class AnswerView {
  #n;
  #asked;
  #answer = null;
  #citations = new Map();
  #blocks = 0;
  #ownWords = false;
  #body = element("div", { class: "body" });

  constructor(n, asked) {
    this.#n = n;
    this.#asked = asked;
    const id = `answer-${n}-heading`;
    this.article = element(
      "article",
      { class: "answer answered", id: `answer-${n}`, "aria-labelledby": id, "aria-busy": "true" },
      element("h3", { class: "label", id, tabindex: "-1" }, say("bot")),
      this.#body,
    );
  }

  get heading() {
    return this.article.querySelector("h3");
  }

  get hasText() {
    return this.#blocks > 0;
  }

  begin(answer) {
    this.#answer = answer;
    this.article.className = `answer ${answer.status}`;
    this.#body.lang = answer.language;
    if (answer.interpreted_question && answer.interpreted_question !== this.#asked) {
      const text = say("interpreted", { question: answer.interpreted_question });
      this.#body.before(element("p", { class: "small" }, text));
    }
  }

  cite(citation) {
    this.#citations.set(citation.number, citation);
  }

  add(block) {
    this.#blocks += 1;
    this.#ownWords ||= block.items.some((item) => item.own_words);
    const shown = this.#block(block);
    const last = this.#body.lastElementChild;
    if (block.language === this.#answer.language) this.#body.append(shown);
    else if (last?.className === "foreign" && last.lang === block.language) last.lastElementChild.before(shown);
    else this.#body.append(foreign(block.language, shown));
  }

  finish(rest) {
    this.article.removeAttribute("aria-busy");
    if (this.#citations.size) this.article.append(this.#sources());
    if (rest.nearest.length) this.article.append(nearest(rest.nearest));
    if (rest.followups.length) this.article.append(followups(rest.followups));
  }

  stop() {
    this.article.removeAttribute("aria-busy");
    this.article.classList.add("stopped");
    if (this.#citations.size) this.article.append(this.#sources());
    this.article.append(element("p", { class: "small" }, say("stopped_by_you")));
  }

  get sourceCount() {
    return new Set([...this.#citations.values()].map((citation) => citation.source.id)).size;
  }

  #block(block) {
    if (block.type === "list") return this.#list(branches(block.items), block.ordered ? "ol" : "ul");
    if (block.type === "table") return this.#table(block);
    const sentences = block.items.flatMap((item) => [...this.#sentence(item), " "]);
    if (block.type === "quote") return element("blockquote", {}, element("p", {}, ...sentences));
    return element("p", { class: block.type }, ...sentences);
  }

  #list(tree, name) {
    const items = tree.map(({ item, children }) =>
      element("li", {}, ...this.#sentence(item), children.length ? this.#list(children, name) : ""));
    return element(name, {}, ...items);
  }

  #table(block) {
    const rows = block.header ? block.items.slice(1) : block.items;
    const head = block.header ? element("thead", {}, this.#row(block.items[0], "th")) : "";
    const body = element("tbody", {}, ...rows.map((row) => this.#row(row, "td")));
    return element(
      "div",
      { class: "table", role: "region", tabindex: "0", "aria-label": say("table_label") },
      element("table", {}, head, body),
    );
  }

  #row(row, name) {
    const texts = row.cells.length ? row.cells : [row.text];
    const cells = texts.map((text) => element(name, name === "th" ? { scope: "col" } : {}, text));
    cells.at(-1).append(...this.#chips(row));
    return element("tr", {}, ...cells);
  }

  #sentence(item) {
    return [element("span", { class: item.own_words ? "own-words" : null }, item.text), ...this.#chips(item)];
  }

  #chips(item) {
    return item.citations.filter((number) => this.#citations.has(number)).flatMap((number) => {
      const title = this.#citations.get(number).source.title;
      const name = say("chip_name", { n: number, title });
      const href = `#passage-${this.#n}-${number}`;
      return ["\u00a0", element("a", { class: "chip", href, "aria-label": name }, String(number))];
    });
  }

  #sources() {
    const bySource = new Map();
    for (const citation of this.#citations.values()) {
      const key = `${citation.source.id} ${citation.sha256}`;
      bySource.set(key, [...(bySource.get(key) ?? []), citation]);
    }
    const entries = [...bySource.values()].map((citations) => element("li", {}, ...this.#source(citations)));
    return element(
      "div",
      { class: "sources" },
      element("h4", {}, count("sources", entries.length)),
      element("ul", {}, ...entries),
      this.#ownWords ? element("p", { class: "small" }, say("own_words_note")) : "",
    );
  }

  #source(citations) {
    const source = citations[0].source;
    const passages = citations.map((citation) => this.#passage(citation));
    const summary = element("summary", {}, count("passage", citations.length));
    return [
      element("p", { class: "source-title" }, title(source), " ", languageTag(source.language)),
      element("p", { class: "small" }, ...origin(source)),
      ...(passages.length > FEW ? [element("details", {}, summary, ...passages)] : passages),
    ];
  }

  #passage(citation) {
    const { number, source, headings, quote, permalink } = citation;
    const lang = source.language;
    const summary = element(
      "summary",
      {},
      element("span", { class: "number" }, String(number)),
      " ",
      element("span", { lang }, shortened(quote, 90)),
    );
    const marked = element("mark", {}, quote);
    const context = element(
      "div",
      { class: "context", id: `passage-${this.#n}-${number}`, tabindex: "-1" },
      headings.length ? element("p", { class: "small", lang }, headings.join(" › ")) : "",
      element("blockquote", { lang }, contextBefore(citation), marked, contextAfter(citation)),
      element("p", {}, element("a", { href: permalink }, say("in_context"))),
    );
    return element("details", { class: "passage" }, summary, context);
  }
}

export function questionView(n, text) {
  return element(
    "article",
    { class: "question" },
    element("h3", { class: "label" }, say("you", { n })),
    element("p", { class: "text" }, text),
  );
}

export function branches(items) {
  const roots = [];
  for (let start = 0, end = 1; end <= items.length; end += 1) {
    if (end === items.length || items[end].depth <= items[start].depth) {
      roots.push({ item: items[start], children: branches(items.slice(start + 1, end)) });
      start = end;
    }
  }
  return roots;
}

function foreign(language, shown) {
  const note = element("p", { class: "small", lang: PAGE_LANGUAGE }, languageTag(language, true));
  return element("div", { class: "foreign", lang: language }, shown, note);
}

function nearest(tips) {
  const entries = tips.map((tip) => element(
    "li",
    {},
    element(
      "a",
      { href: tip.permalink, lang: tip.source.language },
      element("bdi", {}, tip.source.title),
      ...(tip.headings.length ? [" › ", element("bdi", {}, tip.headings.at(-1))] : []),
    ),
    " ",
    languageTag(tip.source.language),
  ));
  return element(
    "div",
    { class: "nearest" },
    element("h4", { class: "sr" }, say("nearest_h")),
    element("ul", {}, ...entries),
  );
}

function followups(questions) {
  const entries = questions.map((question) => element(
    "li",
    {},
    element("form", { class: "ask", method: "post", action: "/#latest" },
      element("button", { name: "question", value: question }, question)),
  ));
  return element(
    "div",
    { class: "followups" },
    element("h4", {}, say("followups_h")),
    element("ul", { class: "starters" }, ...entries),
  );
}

function title(source) {
  return element("bdi", { lang: source.language }, source.title);
}

function languageTag(language, always = false) {
  if (language === PAGE_LANGUAGE && !always) return "";
  return element("span", { class: "tag" }, say(`lang_${language}`));
}

function origin(source) {
  const by = [source.publisher, source.published].filter(Boolean).join(", ");
  const parts = by ? [element("bdi", {}, by), ". "] : [];
  const original = source.restates;
  if (original) {
    parts.push(say("restates"), " ", element("bdi", { lang: source.language }, original.title));
    if (original.publisher) parts.push(", ", element("bdi", {}, original.publisher));
    if (original.published) parts.push(`, ${original.published}`);
    parts.push(". ");
  }
  const url = source.url ?? original?.url;
  if (url) {
    const attributes = { href: url, target: "_blank", rel: "noopener noreferrer" };
    parts.push(element("a", attributes, say("open_original")));
  }
  return parts;
}

function shortened(text, length) {
  const characters = [...text.trim().replace(/\s+/g, " ")];
  const cut = characters.slice(0, length).join("");
  return characters.length <= length ? cut : `${cut.replace(/ [^ ]*$/, "").replace(/[.,;: ]+$/, "")}…`;
}

function contextBefore({ before, span }) {
  const text = closedUp(before);
  return span.start > [...before].length ? `… ${text.trimStart()}` : text;
}

function contextAfter({ after }) {
  const text = closedUp(after).trimEnd();
  return !text || /[.!?]$/.test(text) ? text : `${text} …`;
}

function closedUp(text) {
  return text.replace(/\s*\n\s*/g, "\n");
}
