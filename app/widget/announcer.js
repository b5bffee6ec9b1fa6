// Speaks to screen readers through the page's two live regions, never from the growing answer.

const CLEAR_AFTER = 5000;

export class Announcer {
  #status = document.getElementById("status");
  #alert = document.getElementById("alert");
  #timers = new Map();

  status(text) {
    this.#say(this.#status, text);
  }

  alert(text) {
    this.#say(this.#alert, text);
  }

  #say(region, text) {
    clearTimeout(this.#timers.get(region));
    region.textContent = "";
    // An empty region first, so that the same words twice are two announcements.
    requestAnimationFrame(() => { region.textContent = text; });
    this.#timers.set(region, setTimeout(() => { region.textContent = ""; }, CLEAR_AFTER));
  }
}
