// The header's buttons: language, new conversation, menu, close.

import { Disclosure } from "./disclosure.js";
import { find } from "./elements.js";

/**
 * @typedef {object} Choices
 * @property {(language: string) => void} language
 * @property {(theme: string) => void} theme
 * @property {(opener: HTMLElement) => void} newConversation
 * @property {(opener: HTMLElement) => void} delete
 * @property {() => void} print
 * @property {(format: "text" | "markdown") => void} save
 * @property {() => void} close
 */

export class Menus {
  #choices;
  #statements;
  #menuButton = /** @type {HTMLElement} */ (find("menu-button"));
  #languageButton = /** @type {HTMLElement} */ (find("language-button"));
  #menu = new Disclosure(this.#menuButton, find("menu"));
  #languages = new Disclosure(this.#languageButton, find("language-menu"));

  /** @param {string} language @param {import("./types.js").Config["statements"]} statements @param {Choices} choices */
  constructor(language, statements, choices) {
    this.#choices = choices;
    this.#statements = statements;
    this.languageChanged(language);
  }

  /** @param {string} theme @param {boolean} hasBegun */
  start(theme, hasBegun) {
    this.chooseTheme(theme);
    this.conversationBegun(hasBegun);
    find("tools").hidden = false;
    find("tools").addEventListener("click", (/** @type {Event} */ event) => this.#clicked(event));
    find("menu").addEventListener("change", (/** @type {Event} */ { target }) => {
      if (target instanceof HTMLInputElement && target.name === "theme") this.#choices.theme(target.value);
    });
  }

  /** How completed answers are read out. @returns {import("./announcements.js").Readout} */
  get readout() {
    const chosen = document.querySelector("#menu input[name=readout]:checked")?.getAttribute("value");
    return chosen === "full" || chosen === "off" ? chosen : "summary";
  }

  /** @param {string} theme */
  chooseTheme(theme) {
    const choice = document.querySelector(`#menu input[name=theme][value="${CSS.escape(theme)}"]`);
    if (!(choice instanceof HTMLInputElement)) return;
    choice.checked = true;
    this.#choices.theme(theme);
  }

  /** @param {boolean} hasBegun whether there is anything to save, print or delete */
  conversationBegun(hasBegun) {
    for (const node of document.querySelectorAll("#tools .begun")) /** @type {HTMLElement} */ (node).hidden = !hasBegun;
  }

  /** @param {boolean} isThere */
  showClose(isThere) {
    find("close").hidden = !isThere;
  }

  /** @param {string} language */
  languageChanged(language) {
    for (const button of document.querySelectorAll("#tools [data-language]")) {
      const isChosen = /** @type {HTMLElement} */ (button).dataset.language === language;
      button.setAttribute("aria-pressed", String(isChosen));
      if (!isChosen) continue;
      this.#languageButton.textContent = button.textContent;
      this.#languageButton.lang = language;
    }
    const { accessibility, privacy } = this.#statements[language];
    find("accessibility").href = accessibility;
    find("privacy").href = privacy;
  }

  /** Whether there was something to close. */
  closeTopmost() {
    const open = [this.#menu, this.#languages].find((disclosure) => disclosure.isOpen);
    open?.close();
    return Boolean(open);
  }

  /** @param {Event} event */
  #clicked({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button || button === this.#menuButton || button === this.#languageButton) return;
    const { language, act } = button.dataset;
    const opener = button.closest("#menu") ? this.#menuButton : button;
    this.closeTopmost();
    if (language) this.#choices.language(language);
    if (act === "new") this.#choices.newConversation(opener);
    if (act === "delete") this.#choices.delete(opener);
    if (act === "print") this.#choices.print();
    if (act === "text" || act === "markdown") this.#choices.save(act);
    if (act === "close") this.#choices.close();
  }
}
