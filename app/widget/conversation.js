// What has been asked and answered, and the id under which the service keeps it. All of it lives in memory: no
// cookie, nothing stored in the browser.

const MAX_TURNS = 20;
const MAX_TURN_LENGTH = 4000;
const ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @typedef {import("./exchange_view.js").ExchangeView} ExchangeView */

export class Conversation {
  /** @type {ExchangeView[]} */
  views = [];
  /** How many questions have been asked, those that failed included. */
  asked = 0;
  id = "";
  #isKept;
  /** @type {import("./service.js").Turn[]} what was said before the script had a say */
  #earlier;

  /** @param {boolean} isKept whether the service keeps conversations @param {import("./service.js").Turn[]} earlier @param {string} id */
  constructor(isKept, earlier = [], id = "") {
    this.#isKept = isKept;
    this.#earlier = earlier;
    this.asked = earlier.length;
    this.id = id;
  }

  get isEmpty() {
    return this.asked === 0;
  }

  get exchanges() {
    return this.views.map((view) => view.exchange);
  }

  /** @param {ExchangeView} view */
  add(view) {
    this.views.push(view);
    this.asked += 1;
  }

  /** What is sent to the service to have this asked. @param {string} question */
  request(question) {
    if (this.#isKept) this.id ||= newId();
    const said = this.views.flatMap(({ exchange: { state, question: asked, tail } }) =>
      (state === "complete" ? { question: asked, answer: tail.spoken.slice(0, MAX_TURN_LENGTH) } : []));
    const history = [...this.#earlier, ...said].slice(-MAX_TURNS);
    return this.id ? { question, history, conversation: this.id } : { question, history };
  }

  /** A question that failed is not shown twice when it is asked again. @param {string} question */
  forgetFailed(question) {
    const failed = this.views.filter(({ exchange }) => exchange.state === "failed" && exchange.question === question);
    failed.forEach((view) => view.remove());
    this.views = this.views.filter((view) => !failed.includes(view));
  }

  /** The exchange whose answer an element belongs to. @param {Element} inside */
  around(inside) {
    return this.views.find((view) => view.answer.contains(inside));
  }
}

/** 22 characters that nobody can guess; crypto.randomUUID is missing where the page comes over plain http. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(22)), (byte) => ID_LETTERS[byte % 64]).join("");
}
