// While an answer is on its way, screen readers are told that it is; rarely, and only if it takes a while.

const FIRST = 1500;
const FURTHER = 15_000;

export class Waiting {
  #timers;

  /**
   * @param {import("./announcer.js").Announcer} announcer
   * @param {import("./wording.js").Wording} words
   * @param {import("./exchange_view.js").ExchangeView} view
   */
  constructor(announcer, words, view) {
    this.#timers = [
      setTimeout(() => { if (!view.exchange.blocks.length) announcer.status(words.say("searching")); }, FIRST),
      setInterval(() => announcer.status(words.say("still")), FURTHER),
    ];
  }

  end() {
    this.#timers.forEach(clearTimeout);
  }
}
