// Where questions are written. A question leaves the field only when it is asked, and comes back when that fails.

import { find } from "./elements.js";

export const MAX_QUESTION_LENGTH = 2000;

/**
 * What keeps a text from being asked, as a text of the page, or null.
 * @param {string} text
 * @returns {{key: string, values: Record<string, number>} | null}
 */
export function faultOf(text) {
  const excess = [...text].length - MAX_QUESTION_LENGTH;
  if (excess > 0) return { key: "err_long", values: { n: excess } };
  return text.trim() ? null : { key: "err_empty", values: {} };
}

export class Composer {
  #words;
  #form = /** @type {HTMLFormElement} */ (find("composer"));
  #field = /** @type {HTMLTextAreaElement} */ (find("question"));
  #send = /** @type {HTMLButtonElement} */ (find("send"));
  #stop = /** @type {HTMLButtonElement} */ (find("stop"));
  #fault = /** @type {HTMLElement} */ (find("fault"));

  /**
   * @param {import("./wording.js").Wording} words
   * @param {{submit: (text: string) => void, stop: () => void}} actions
   */
  constructor(words, { submit, stop }) {
    this.#words = words;
    this.languageChanged();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit(this.#field.value);
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!event.repeat) submit(this.#field.value);
    });
    this.#field.addEventListener("input", () => this.clearFault());
    this.#stop.addEventListener("click", stop);
  }

  /** What was said before this script had a say: it rides along in the form. */
  get earlier() {
    const answers = this.#hidden("earlier_answer");
    return this.#hidden("earlier_question").map((question, index) => ({ question, answer: answers[index] }));
  }

  get conversation() {
    return this.#hidden("conversation")[0] ?? "";
  }

  /** @param {string} name */
  #hidden(name) {
    return new FormData(this.#form).getAll(name).map(String);
  }

  get text() {
    return this.#field.value;
  }

  set text(text) {
    this.#field.value = text;
    this.clearFault();
  }

  languageChanged() {
    this.#field.placeholder = this.#words.say("placeholder");
  }

  focus() {
    this.#field.focus();
  }

  /** Puts a question back, unless something new was written meanwhile. @param {string} question */
  refill(question) {
    if (!this.#field.value) this.text = question;
  }

  /** @param {boolean} isBusy */
  setBusy(isBusy) {
    // Not the attribute `disabled`, which would take the focus away.
    this.#send.setAttribute("aria-disabled", String(isBusy));
    if (!isBusy && document.activeElement === this.#stop) this.focus();
    this.#stop.hidden = !isBusy;
  }

  /** @param {string} key @param {Record<string, number>} values */
  showFault(key, values) {
    this.#words.put(this.#fault, key, values);
    this.#fault.hidden = false;
    this.#field.setAttribute("aria-invalid", "true");
    this.#field.setAttribute("aria-describedby", "fault hint");
    this.focus();
  }

  clearFault() {
    this.#fault.hidden = true;
    this.#field.removeAttribute("aria-invalid");
    this.#field.setAttribute("aria-describedby", "hint");
  }
}
