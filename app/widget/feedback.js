// Whether an answer helped, and if not, why. Sent once the reader says so; the words stay when sending fails.

import { element } from "./elements.js";

const REASONS = ["wrong", "unsupported", "off-question", "unclear", "outdated", "other"];

/**
 * @typedef {object} Rating
 * @property {"up" | "down"} rating
 * @property {string[]} [reasons]
 * @property {string} [comment]
 */

export class Feedback {
  #words;
  #send;
  #fault = element("p", { class: "fault", hidden: true });

  /**
   * @param {import("./wording.js").Wording} words
   * @param {string} question the key of what is asked
   * @param {(rating: Rating) => Promise<string | null>} send resolves to what went wrong, or to null
   */
  constructor(words, question, send) {
    this.#words = words;
    this.#send = send;
    this.yes = words.make("button", "fb_yes", {}, { type: "button", class: "button", "aria-pressed": "false" });
    this.no = words.make("button", "fb_no", {}, {
      type: "button", class: "button", "aria-pressed": "false", "aria-expanded": "false",
    });
    this.form = this.#makeForm();
    this.thanks = words.make("p", "fb_thanks", {}, { class: "small thanks", tabindex: -1, hidden: true });
    const buttons = element("div", { class: "buttons" }, this.yes, this.no);
    this.element = words.name(element("div", { class: "feedback", role: "group" }), question);
    this.element.append(words.make("p", question, {}, { class: "small" }), buttons, this.form, this.#fault, this.thanks);
    this.yes.addEventListener("click", () => this.#rate({ rating: "up" }));
    this.no.addEventListener("click", () => this.#open(this.form.hidden));
  }

  #makeForm() {
    const reasons = REASONS.map((reason, index) => element(
      "label",
      {},
      element("input", { type: "checkbox", name: "reason", value: reason }),
      " ",
      this.#words.make("span", `fb_r${index + 1}`),
    ));
    const legend = this.#words.make("legend", "fb_why");
    const comment = element("textarea", { name: "comment", rows: 2, maxlength: 2000, autocomplete: "off" });
    const form = element(
      "form",
      { class: "reasons", hidden: true },
      element("fieldset", {}, legend, ...reasons),
      element("label", {}, this.#words.make("span", "fb_text"), comment),
      this.#words.make("button", "fb_send", {}, { class: "button" }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const given = new FormData(form);
      this.#rate({ rating: "down", reasons: given.getAll("reason").map(String), comment: comment.value });
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.#open(false);
      this.no.focus();
    });
    return form;
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.form.hidden = !isOpen;
    this.no.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.form.querySelector("input")?.focus();
  }

  /** @param {Rating} rating */
  async #rate(rating) {
    if (this.element.ariaBusy === "true") return;
    this.element.ariaBusy = "true";
    const fault = await this.#send(rating);
    this.element.ariaBusy = null;
    this.#fault.textContent = fault;
    this.#fault.hidden = !fault;
    if (fault) return;
    this.yes.setAttribute("aria-pressed", String(rating.rating === "up"));
    this.no.setAttribute("aria-pressed", String(rating.rating === "down"));
    this.#open(false);
    this.thanks.hidden = false;
    this.thanks.focus();
  }
}
