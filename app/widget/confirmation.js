// Asks before something disappears. A dialog in the page: in a frame of another site the browser's own do not open.

import { find } from "./elements.js";

export class Confirmation {
  #words;
  #dialog = /** @type {HTMLDialogElement} */ (find("confirm"));
  #question = /** @type {HTMLElement} */ (find("confirm-question"));
  #fault = /** @type {HTMLElement} */ (find("confirm-fault"));
  #no = /** @type {HTMLButtonElement} */ (find("confirm-no"));
  #yes = /** @type {HTMLButtonElement} */ (find("confirm-yes"));
  /** @type {() => Promise<string | null>} */
  #act = async () => null;
  #done = () => {};
  /** @type {HTMLElement | null} */
  #opener = null;

  /** @param {import("./wording.js").Wording} words */
  constructor(words) {
    this.#words = words;
    this.#no.addEventListener("click", () => this.#close());
    this.#yes.addEventListener("click", () => this.#confirm());
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#close();
    });
  }

  /**
   * @param {{question: string, yes: string, no: string}} keys of the texts
   * @param {HTMLElement} opener gets the focus back when nothing happens
   * @param {() => Promise<string | null>} act resolves to what went wrong, which is shown, or to null
   * @param {() => void} done what follows when the dialog has closed after that; it moves the focus
   */
  ask({ question, yes, no }, opener, act, done) {
    this.#act = act;
    this.#done = done;
    this.#opener = opener;
    this.#words.put(this.#question, question);
    this.#words.put(this.#yes, yes);
    this.#words.put(this.#no, no);
    this.#fault.hidden = true;
    this.#dialog.showModal();
    this.#no.focus();
  }

  async #confirm() {
    if (this.#yes.ariaDisabled === "true") return;
    this.#yes.ariaDisabled = "true";
    const fault = await this.#act();
    this.#yes.ariaDisabled = null;
    this.#fault.textContent = fault;
    this.#fault.hidden = !fault;
    if (fault) return;
    this.#dialog.close();
    this.#done();
  }

  #close() {
    this.#dialog.close();
    this.#opener?.focus();
  }
}
