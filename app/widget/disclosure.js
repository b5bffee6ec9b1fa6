// A button that shows and hides a panel. Escape and a click elsewhere close it; Escape gives the focus back.

export class Disclosure {
  #button;
  #panel;

  /** @param {HTMLElement} button @param {HTMLElement} panel */
  constructor(button, panel) {
    this.#button = button;
    this.#panel = panel;
    button.addEventListener("click", () => this.#set(panel.hidden));
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Node && target.isConnected && !button.contains(target) && !panel.contains(target)) {
        this.#set(false);
      }
    });
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && relatedTarget !== button && !panel.contains(relatedTarget)) this.#set(false);
    });
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  close() {
    this.#set(false);
    this.#button.focus();
  }

  /** @param {boolean} isOpen */
  #set(isOpen) {
    this.#panel.hidden = !isOpen;
    this.#button.setAttribute("aria-expanded", String(isOpen));
  }
}
