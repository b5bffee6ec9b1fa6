// The beginning of the cited passage beside a chip that is pointed at or focused. It says nothing that the source
// panel does not say, so screen readers are spared it.

import { element } from "./elements.js";
import { shortened } from "./quoting.js";

const LONGEST = 160;
const LINGER = 200;

export class Preview {
  #box = element("div", { class: "preview", "aria-hidden": "true", hidden: true });
  #place = new CSSStyleSheet();
  #find;
  #container;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} container positioned; the box is placed inside it
   * @param {(chip: Element) => import("./types.js").Citation | undefined} citationOf
   */
  constructor(container, citationOf) {
    this.#container = container;
    this.#find = citationOf;
    document.adoptedStyleSheets.push(this.#place);
    container.append(this.#box);
    container.addEventListener("pointerover", (event) => this.#enter(event.target));
    container.addEventListener("focusin", (event) => this.#enter(event.target));
    container.addEventListener("pointerout", () => this.#leave());
    container.addEventListener("focusout", () => this.#leave());
  }

  get isOpen() {
    return !this.#box.hidden;
  }

  close() {
    clearTimeout(this.#timer);
    this.#box.hidden = true;
  }

  /** @param {EventTarget | null} target */
  #enter(target) {
    if (!(target instanceof Element)) return;
    if (this.#box.contains(target)) return clearTimeout(this.#timer);
    const chip = target.closest(".chip");
    const citation = chip && this.#find(chip);
    if (chip && citation) this.#open(chip, citation);
  }

  /** It stays for a moment, so that the pointer can move onto it. */
  #leave() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), LINGER);
  }

  /** @param {Element} chip @param {import("./types.js").Citation} citation */
  #open(chip, { source, quote }) {
    clearTimeout(this.#timer);
    this.#box.replaceChildren(
      element("strong", { lang: source.language }, source.title),
      element("span", { lang: source.language }, shortened(quote, LONGEST)),
    );
    this.#box.hidden = false;
    const around = this.#container.getBoundingClientRect();
    const { bottom, left } = chip.getBoundingClientRect();
    const furthest = Math.max(0, around.width - this.#box.offsetWidth);
    const across = Math.min(furthest, Math.max(0, left - around.left));
    this.#place.replaceSync(`.preview { top: ${bottom - around.top + 4}px; left: ${across}px }`);
  }
}
