// The place of the conversation on the page: what scrolls, what is suggested, and the way to the latest answer.

import { find } from "./elements.js";

const NOTICED_FOR = 10_000;

export class Transcript {
  #words;
  #box = /** @type {HTMLElement} */ (find("transcript"));
  #column = /** @type {HTMLElement} */ (find("column"));
  #intro = /** @type {HTMLElement} */ (find("intro"));
  #toLatest = /** @type {HTMLButtonElement} */ (find("to-latest"));
  #notice = /** @type {HTMLElement} */ (find("notice"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import("./wording.js").Wording} words */
  constructor(words) {
    this.#words = words;
  }

  /**
   * @param {object} heard
   * @param {(target: Element) => void} heard.clicked
   * @param {(question: string) => void} heard.suggested a starter or a follow-up was chosen
   * @param {() => void} heard.latest
   * @param {(height: number) => void} heard.grown the pixels that the page would need to show everything
   */
  start({ clicked, suggested, latest, grown }) {
    this.#box.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element)) return;
      const suggestion = target.closest("button.suggestion:not([name])");
      if (suggestion) suggested(suggestion.textContent ?? "");
      else clicked(target);
    });
    // The starters are forms, which also work without this script.
    this.#box.addEventListener("submit", (event) => {
      event.preventDefault();
      suggested(/** @type {HTMLElement} */ (event.target).querySelector("button")?.textContent ?? "");
    });
    this.#toLatest.addEventListener("click", latest);
    new ResizeObserver(() => grown(this.#height())).observe(this.#column);
  }

  /** @param {import("./exchange_view.js").ExchangeView} view */
  show({ question, answer }) {
    this.#intro.hidden = true;
    this.#column.append(question, answer);
    question.scrollIntoView({ block: "start" });
  }

  clear() {
    this.#column.querySelectorAll("article, .outside").forEach((shown) => shown.remove());
    this.#intro.hidden = false;
    this.#toLatest.hidden = true;
    this.#box.scrollTop = 0;
  }

  /** Offers the way to an answer that is complete; returns what the button says. @param {HTMLElement} heading */
  offerLatest(heading) {
    const isSeen = heading.getBoundingClientRect().top < this.#box.getBoundingClientRect().bottom;
    this.#toLatest.hidden = false;
    return this.#words.put(this.#toLatest, isSeen ? "to_latest" : "new_below").textContent ?? "";
  }

  goToLatest() {
    this.#words.put(this.#toLatest, "to_latest");
    const headings = /** @type {NodeListOf<HTMLElement>} */ (this.#column.querySelectorAll(".answer > h3"));
    headings[headings.length - 1]?.focus();
  }

  /** A short text beside the composer. @param {string} key */
  notice(key) {
    this.#words.put(this.#notice, key);
    this.#notice.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#notice.hidden = true; }, NOTICED_FOR);
  }

  #height() {
    return document.documentElement.scrollHeight - this.#box.clientHeight + this.#column.scrollHeight;
  }
}
