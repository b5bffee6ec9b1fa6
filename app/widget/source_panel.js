// The passage behind a chip, in its surroundings. Beside the conversation where there is room, a dialog on a small
// screen, and in between in the conversation's place.

import { element, find } from "./elements.js";
import { addressInOriginal, contextAfter, contextBefore } from "./quoting.js";
import { publication } from "./source_list.js";

/** @typedef {import("./types.js").Citation} Citation */

const SMALL = "(max-width: 40em)";

export class SourcePanel {
  #words;
  #closed;
  #aside = /** @type {HTMLElement} */ (find("source"));
  #dialog = /** @type {HTMLDialogElement} */ (find("source-dialog"));
  #view = /** @type {HTMLElement} */ (find("source-view"));
  /** @type {Citation[]} */
  #citations = [];
  #shown = 0;
  /** @type {HTMLElement | null} */
  #opener = null;
  /** @type {HTMLElement | null} the answer whose chips are marked */
  #answer = null;

  /** @param {import("./wording.js").Wording} words @param {() => void} closed */
  constructor(words, closed) {
    this.#words = words;
    this.#closed = closed;
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
  }

  get isOpen() {
    return this.#opener !== null;
  }

  /**
   * @param {Citation[]} citations the answer's
   * @param {number} number the one to show
   * @param {HTMLElement} opener where the focus goes back to
   */
  open(citations, number, opener) {
    this.#citations = citations;
    this.#opener = opener;
    this.#answer = opener.closest("article");
    this.#show(citations.findIndex((citation) => citation.number === number));
    if (matchMedia(SMALL).matches) {
      this.#dialog.prepend(this.#view);
      if (!this.#dialog.open) this.#dialog.showModal();
    } else {
      this.#aside.append(this.#view);
      this.#aside.hidden = false;
    }
    document.documentElement.dataset.source = "open";
    find("source-heading").focus();
  }

  close() {
    const opener = this.#opener;
    if (!opener) return;
    this.#opener = null;
    this.#mark(null);
    this.#dialog.close();
    this.#aside.hidden = true;
    delete document.documentElement.dataset.source;
    (opener.isConnected ? opener : find("question")).focus();
    this.#closed();
  }

  /** @param {number} position */
  #show(position) {
    this.#shown = position;
    const citation = this.#citations[position];
    this.#mark(citation);
    this.#view.replaceChildren(this.#head(citation), ...this.#passage(citation), this.#steps());
  }

  /** Chips and entries of the shown passage say so. @param {Citation | null} citation */
  #mark(citation) {
    for (const button of this.#answer?.querySelectorAll("[data-citation]") ?? []) {
      const number = Number(/** @type {HTMLElement} */ (button).dataset.citation);
      button.setAttribute("aria-expanded", String(number === citation?.number));
    }
  }

  /** @param {Citation} citation */
  #head(citation) {
    const place = { n: citation.number, m: this.#citations.length };
    const heading = this.#words.make("h2", "panel_h", place, { id: "source-heading", tabindex: -1 });
    const close = element(
      "button",
      { type: "button", class: "button", id: "close-source" },
      this.#words.make("span", "close_source", {}, { class: "beside" }),
      this.#words.make("span", "back", {}, { class: "instead" }),
    );
    close.addEventListener("click", () => this.close());
    return element("div", { class: "source-head" }, heading, close);
  }

  /** @param {Citation} citation */
  #passage(citation) {
    const { source, headings, quote, permalink } = citation;
    const { language: lang } = source;
    const address = addressInOriginal(citation);
    const links = [
      this.#words.make("a", "in_context", {}, { href: permalink, target: "_blank" }),
      address && this.#words.make("a", "open_original", {}, { href: address, target: "_blank", rel: "noopener noreferrer" }),
    ];
    return [
      element("h3", {}, element("bdi", { lang }, source.title)),
      this.#details(citation),
      this.#words.make("h3", "passage_one"),
      headings.length ? element("p", { class: "small", lang }, headings.join(" › ")) : "",
      element("blockquote", { lang }, contextBefore(citation), element("mark", {}, quote), contextAfter(citation)),
      element("ul", { class: "links" }, ...links.flatMap((link) => (link ? [element("li", {}, link)] : []))),
    ];
  }

  /** @param {Citation} citation */
  #details({ source }) {
    /** @type {[string, Node | string | null][]} */
    const rows = [
      ["publisher", source.publisher && element("bdi", {}, source.publisher)],
      ["published", source.published],
      ["language", this.#words.make("span", `lang_${source.language}`)],
    ];
    const restated = source.restates ? publication(this.#words, { ...source, publisher: null, published: null }) : [];
    return element(
      "div",
      { class: "about" },
      element("dl", { class: "meta" }, ...rows.flatMap(([key, value]) =>
        (value ? [this.#words.make("dt", key), element("dd", {}, value)] : []))),
      restated.length ? element("p", { class: "small" }, ...restated) : null,
    );
  }

  #steps() {
    const step = (/** @type {string} */ key, /** @type {number} */ by) => {
      const button = this.#words.make("button", key, {}, { type: "button", class: "button" });
      const target = this.#shown + by;
      const isThere = target >= 0 && target < this.#citations.length;
      if (!isThere) button.setAttribute("aria-disabled", "true");
      button.addEventListener("click", () => {
        if (!isThere) return;
        this.#show(target);
        find("source-heading").focus();
      });
      return button;
    };
    const steps = element("div", { class: "buttons steps" }, step("prev", -1), step("next", 1));
    steps.hidden = this.#citations.length < 2;
    return steps;
  }
}
