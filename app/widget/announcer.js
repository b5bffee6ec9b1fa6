// Speaks to screen readers through two persistent live regions, never from the growing answer.

const EMPTY_FOR = 150;
const CLEAR_AFTER = 5000;

export class Announcer {
  /** @type {Map<string, ReturnType<typeof setTimeout>[]>} */
  #timers = new Map();

  /** @param {string} text */
  status(text) {
    this.#say("status", text);
  }

  /** @param {string} text */
  alert(text) {
    this.#say("alert", text);
  }

  /** Identical words twice are two announcements: the region is empty in between. @param {string} role @param {string} text */
  #say(role, text) {
    if (!text) return;
    const region = regionFor(role);
    this.#timers.get(role)?.forEach(clearTimeout);
    if (region.textContent) region.textContent = "";
    this.#timers.set(role, [
      setTimeout(() => { region.textContent = text; }, EMPTY_FOR),
      setTimeout(() => { region.textContent = ""; }, EMPTY_FOR + CLEAR_AFTER),
    ]);
  }
}

/** What lies behind a modal dialog is not heard, so each dialog has regions of its own. @param {string} role */
function regionFor(role) {
  const scope = document.querySelector("dialog:modal") ?? document.body;
  return /** @type {HTMLElement} */ (scope.querySelector(`:scope > [role="${role}"]`));
}
