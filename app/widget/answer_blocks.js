// The blocks of an answer as elements, each claim followed by the chips of the passages it rests on.

import { element } from "./elements.js";
import { branches } from "./exchange.js";
import { ranges } from "./quoting.js";

/** @typedef {import("./types.js").Block} Block */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Citation} Citation */

export class Blocks {
  #words;
  #citations;

  /**
   * @param {import("./wording.js").Wording} words
   * @param {ReadonlyMap<number, Citation>} citations a chip is drawn only for a citation that is here
   */
  constructor(words, citations) {
    this.#words = words;
    this.#citations = citations;
    this.element = element("div", { class: "body" });
  }

  /** @param {Block} block @param {string} language the answer's */
  add(block, language) {
    const shown = this.#block(block);
    const last = /** @type {HTMLElement | null} */ (this.element.lastElementChild);
    if (block.language === language) this.element.append(shown);
    else if (last?.className === "foreign" && last.lang === block.language) last.lastElementChild?.before(shown);
    else this.element.append(this.#foreign(block, shown));
  }

  /** A quotation in another language than the answer's, labelled as such. @param {Block} block @param {Node} shown */
  #foreign(block, shown) {
    const numbers = [...new Set(block.items.flatMap((item) => item.citations))].sort((one, other) => one - other);
    const note = element("p", { class: "small", lang: this.#words.language, "data-ui": true });
    note.append(this.#words.make("span", `lang_${block.language}`, {}, { class: "tag" }), " ");
    if (numbers.length) note.append(this.#words.make("span", "quote_note", { n: ranges(numbers) }));
    return element("div", { class: "foreign", lang: block.language }, shown, note);
  }

  /** @param {Block} block */
  #block(block) {
    if (block.type === "list") return this.#list(branches(block.items), block.ordered ? "ol" : "ul");
    if (block.type === "table") return this.#table(block);
    const sentences = block.items.flatMap((item) => [...this.#sentence(item), " "]);
    if (block.type === "quote") return element("blockquote", {}, element("p", {}, ...sentences));
    return element("p", { class: block.type }, ...sentences);
  }

  /** @param {{item: Item, children: any[]}[]} tree @param {"ol" | "ul"} name @returns {HTMLElement} */
  #list(tree, name) {
    const items = tree.map(({ item, children }) =>
      element("li", {}, ...this.#sentence(item), children.length ? this.#list(children, name) : null));
    return element(name, {}, ...items);
  }

  /** @param {Block} block */
  #table(block) {
    const rows = block.header ? block.items.slice(1) : block.items;
    const head = block.header ? element("thead", {}, this.#row(block.items[0], "th")) : null;
    const body = element("tbody", {}, ...rows.map((row) => this.#row(row, "td")));
    const region = element("div", { class: "table", role: "region", tabindex: 0 }, element("table", {}, head, body));
    return this.#words.name(region, "table_label");
  }

  /** @param {Item} row @param {"th" | "td"} name */
  #row(row, name) {
    const texts = row.cells.length ? row.cells : [row.text];
    const cells = texts.map((text) => element(name, name === "th" ? { scope: "col" } : {}, text));
    cells.at(-1)?.append(...this.#chips(row));
    return element("tr", {}, ...cells);
  }

  /** @param {Item} item */
  #sentence(item) {
    return [element("span", { class: item.own_words ? "own-words" : null }, item.text), ...this.#chips(item)];
  }

  /** @param {Item} item */
  #chips(item) {
    const known = item.citations.flatMap((number) => this.#citations.get(number) ?? []);
    return known.flatMap((citation) => ["\u00a0", this.#chip(citation)]);
  }

  /** @param {Citation} citation */
  #chip({ number, source }) {
    const attributes = {
      type: "button",
      class: "chip",
      "data-citation": number,
      "aria-expanded": "false",
      "aria-controls": "source-view",
      lang: this.#words.language,
      "data-ui": true,
    };
    const chip = element("button", attributes, String(number));
    return this.#words.name(chip, "chip_name", { n: number, title: source.title });
  }
}
