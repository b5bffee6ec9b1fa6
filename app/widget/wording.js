// The words of the page in the reader's language. Elements remember which text they hold, so that a change of
// language changes the words and nothing else.

import { element } from "./elements.js";

/** @typedef {Record<string, string | number>} Values */

export class Wording {
  /** @type {Record<string, string>} */
  #texts;

  /** @param {string} language @param {Record<string, string>} texts */
  constructor(language, texts) {
    this.language = language;
    this.#texts = texts;
  }

  /**
   * The text for a key, or its singular or plural by `n`, with its placeholders filled.
   * @param {string} key
   * @param {Values} [values]
   * @returns {string}
   */
  say(key, values = {}) {
    const text = this.#texts[key] ?? this.#texts[values.n === 1 ? `${key}_one` : `${key}_other`];
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /**
   * An element that holds a text.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} key
   * @param {Values} [values]
   * @param {import("./elements.js").Attributes} [attributes]
   */
  make(name, key, values = {}, attributes = {}) {
    return this.put(element(name, attributes), key, values);
  }

  /**
   * Makes a text the only content of an element.
   * @template {HTMLElement} Kind
   * @param {Kind} node
   * @param {string} key
   * @param {Values} [values]
   */
  put(node, key, values = {}) {
    node.dataset.say = key;
    node.dataset.values = JSON.stringify(values);
    node.textContent = this.say(key, values);
    return node;
  }

  /**
   * Makes a text the accessible name of an element.
   * @template {HTMLElement} Kind
   * @param {Kind} node
   * @param {string} key
   * @param {Values} [values]
   */
  name(node, key, values = {}) {
    node.dataset.name = key;
    node.dataset.values = JSON.stringify(values);
    node.setAttribute("aria-label", this.say(key, values));
    return node;
  }

  /**
   * Says everything below `root` in another language.
   * @param {string} language
   * @param {Record<string, string>} texts
   * @param {ParentNode} root
   */
  change(language, texts, root) {
    this.language = language;
    this.#texts = texts;
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-say], [data-name]"))) {
      const values = JSON.parse(node.dataset.values || "{}");
      if (node.dataset.say) node.textContent = this.say(node.dataset.say, values);
      if (node.dataset.name) node.setAttribute("aria-label", this.say(node.dataset.name, values));
    }
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-ui]"))) node.lang = language;
  }
}
