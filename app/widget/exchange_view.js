// A question and its answer on the page. The answer grows block by block; what belongs under it comes at its end.

import { Blocks } from "./answer_blocks.js";
import { element } from "./elements.js";
import { Feedback } from "./feedback.js";
import { followups, nearest, sourceList } from "./source_list.js";

/** @typedef {import("./exchange.js").Exchange} Exchange */

/**
 * What the reader can do with an answer.
 * @typedef {object} Actions
 * @property {() => void} copy
 * @property {() => void} askAgain
 * @property {() => void} rephrase
 * @property {((rating: import("./feedback.js").Rating) => Promise<string | null>) | null} rate null where nothing is kept
 */

export class ExchangeView {
  #words;
  #actions;
  #blocks;

  /** @param {Exchange} exchange @param {number} n @param {import("./wording.js").Wording} words @param {Actions} actions */
  constructor(exchange, n, words, actions) {
    this.exchange = exchange;
    this.#words = words;
    this.#actions = actions;
    this.question = element(
      "article",
      { class: "question" },
      words.make("h3", "you", { n }, { class: "label" }),
      element("p", { class: "text" }, exchange.question),
    );
    const id = `answer-${n}-heading`;
    this.heading = words.make("h3", "bot", {}, {
      class: "label", id, tabindex: -1, lang: words.language, "data-ui": true,
    });
    this.waiting = words.make("p", "searching", {}, { class: "waiting small" });
    this.#blocks = new Blocks(words, exchange.citations);
    this.answer = element(
      "article",
      { class: "answer", id: `answer-${n}`, "aria-labelledby": id, "aria-busy": "true" },
      this.heading,
      this.waiting,
      this.#blocks.element,
    );
  }

  /** Shows one event of the answer. @param {string} name @param {any} content */
  take(name, content) {
    this.exchange.take(name, content);
    if (name === "meta") this.#begin(content);
    if (name === "block" || name === "notice") {
      this.waiting.remove();
      this.#blocks.add(content, this.exchange.head?.language ?? content.language);
    }
    if (name === "done") this.#complete();
  }

  /** @param {import("./types.js").Head} head */
  #begin(head) {
    this.answer.classList.add(head.status);
    this.answer.lang = head.language;
    if (!head.interpreted_question || head.interpreted_question === this.exchange.question) return;
    const interpreted = { question: head.interpreted_question };
    this.#blocks.element.before(this.#words.make("p", "interpreted", interpreted, { class: "small" }));
  }

  #complete() {
    const { exchange, answer } = this;
    this.#settle();
    const around = this.#around();
    if (exchange.cited.length) around.append(sourceList(this.#words, exchange));
    if (exchange.tail.nearest.length) around.append(nearest(this.#words, exchange.tail.nearest));
    around.append(this.#buttons());
    if (this.#actions.rate) around.append(this.#feedback(this.#actions.rate).element);
    if (exchange.tail.followups.length) around.append(followups(this.#words, exchange.tail.followups));
    answer.append(around);
  }

  /** The reader has stopped it; what was written stays. */
  stop() {
    this.exchange.state = "stopped";
    this.#settle();
    this.answer.classList.add("stopped");
    const around = this.#around();
    if (this.exchange.cited.length) around.append(sourceList(this.#words, this.exchange));
    around.append(this.#words.make("p", "stopped_by_you", {}, { class: "small" }), this.#buttons());
    this.answer.append(around);
  }

  /** It could not be had, or not whole; what was written stays. @param {HTMLElement} told @param {() => void} retry */
  fail(told, retry) {
    this.exchange.state = "failed";
    this.#settle();
    const again = this.#words.make("button", "retry", {}, { type: "button", class: "button" });
    again.addEventListener("click", retry);
    const around = this.#around();
    if (this.exchange.cited.length) around.append(sourceList(this.#words, this.exchange));
    around.append(element("div", { class: "error-card" }, told, again));
    this.answer.append(around);
  }

  remove() {
    this.question.remove();
    this.answer.remove();
  }

  #settle() {
    this.waiting.remove();
    this.answer.removeAttribute("aria-busy");
  }

  /** What stands around the answer is in the page's language, whatever the answer's is. */
  #around() {
    return element("div", { class: "around", lang: this.#words.language, "data-ui": true });
  }

  #buttons() {
    const { exchange } = this;
    const shown = [];
    if (exchange.cited.length) shown.push(this.#button("copy", this.#actions.copy));
    else if (exchange.state === "complete") shown.push(this.#button("rephrase", this.#actions.rephrase));
    // The extractive answer to the same question is the same answer.
    const mayDiffer = exchange.state === "stopped" || exchange.head?.mode === "generated";
    if (mayDiffer) shown.push(this.#button("regenerate", this.#actions.askAgain, "regenerate"));
    return element("div", { class: "buttons" }, ...shown);
  }

  /** @param {string} key @param {() => void} act @param {string} [kind] */
  #button(key, act, kind = "") {
    const button = this.#words.make("button", key, {}, { type: "button", class: `button ${kind}` });
    button.addEventListener("click", act);
    return button;
  }

  /** @param {NonNullable<Actions["rate"]>} rate */
  #feedback(rate) {
    const question = this.exchange.hasAnswer ? "fb_q" : "fb_missing";
    return new Feedback(this.#words, question, rate);
  }
}
