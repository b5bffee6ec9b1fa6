// The page /demo: brings the ordinary chat, in a frame of the same origin, into each of its states. Nothing in the
// chat knows of this: its `fetch` is replaced from here, and then it is used as a reader would use it.

/**
 * @typedef {{question: string, events: string[]}} Played
 * @typedef {{document: {status: number}, headers: Record<string, string>}} Refused
 * @typedef {{answers: Record<string, Played>, problems: Record<string, Refused>, words: Record<string, string>}} Data
 * @typedef {Window & typeof globalThis} Page
 * @typedef {object} State
 * @property {string} [answer] which answer is played; "answer" if none is named
 * @property {string} [question] what is asked instead of the answer's own question; "" presses the button only
 * @property {(page: Page, played: Played, signal: AbortSignal) => Response} [respond]
 * @property {(chat: Chat) => Promise<void>} [then] what the reader does after the answer
 */

const PATIENCE = 5000;

/** @type {(id: string) => any} */
const find = (id) => document.getElementById(id);
/** @type {Data} */
const data = JSON.parse(find("demo-data").textContent);
const frame = find("frame");

/** @type {Record<string, State | null>} */
const STATES = {
  empty: null,
  streaming: { respond: (page, { events }, signal) => stream(page, beginning(events), signal) },
  panel: { then: (chat) => chat.press(".chip") },
  stopped: {
    respond: (page, { events }, signal) => stream(page, beginning(events), signal),
    then: (chat) => chat.pressNamed("stop"),
  },
  error: { respond: (page) => refuse(page, "error") },
  broken: { respond: (page, { events }) => stream(page, beginning(events), page.AbortSignal.timeout(100)) },
  offline: { respond: (page) => { throw new page.TypeError("offline"); } },
  rate_limited: { respond: (page) => refuse(page, "rate_limited") },
  no_question: { question: "" },
  too_long: { question: "Vad menas med tillit? ".repeat(120) },
  rating: { then: (chat) => chat.pressNamed("fb_no") },
  deletion: { then: (chat) => chat.pressNamed("menu").then(() => chat.pressNamed("delete")) },
};

/** @param {string[]} events */
function beginning(events) {
  return events.slice(0, 1 + events.findIndex((event) => event.startsWith("event: block")));
}

/** @param {Page} page @param {string[]} events @param {AbortSignal} [broken] the stream stays open until then */
function stream(page, events, broken) {
  const encoder = new TextEncoder();
  const body = new page.ReadableStream({
    start(controller) {
      for (const event of events) controller.enqueue(encoder.encode(event));
      if (broken) broken.addEventListener("abort", () => controller.error(new page.TypeError("network error")));
      else controller.close();
    },
  });
  return new page.Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

/** @param {Page} page @param {string} name */
function refuse(page, name) {
  const { document: problem, headers } = data.problems[name];
  return new page.Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** The chat in the frame, and a reader's hands on it. */
class Chat {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  loseTheNetwork() {
    Object.defineProperty(this.page.navigator, "onLine", { get: () => false });
    this.page.dispatchEvent(new this.page.Event("offline"));
  }

  /** @param {State} state @param {Played} played */
  answerWith({ respond }, played) {
    this.page.fetch = async (address, options) => {
      if (!String(address).endsWith("/api/v1/answers")) return new this.page.Response(null, { status: 204 });
      const signal = options?.signal ?? new AbortController().signal;
      return respond ? respond(this.page, played, signal) : stream(this.page, played.events);
    };
  }

  /** @param {string} question */
  async ask(question) {
    const field = /** @type {HTMLTextAreaElement} */ (await this.until("textarea"));
    field.value = question;
    field.dispatchEvent(new this.page.Event("input", { bubbles: true }));
    field.form?.requestSubmit();
  }

  /** @param {string} selector */
  async press(selector) {
    (await this.until(selector)).click();
  }

  /** @param {string} key of the words on the button; one that this chat does not have is passed over */
  async pressNamed(key) {
    const name = data.words[key];
    /** @param {HTMLElement} it */
    const isNamed = (it) => it.textContent?.trim() === name && it.checkVisibility();
    await this.until("button, summary, [role=menuitem]", isNamed).then((it) => it.click(), () => {});
  }

  /**
   * @param {string} selector
   * @param {(it: HTMLElement) => boolean} [fits]
   * @returns {Promise<HTMLElement>} the first element that fits, once there is one
   */
  until(selector, fits = () => true) {
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = [...this.page.document.querySelectorAll(selector)];
        const element = /** @type {HTMLElement[]} */ (found).find(fits);
        if (element) resolve(element);
        else if (performance.now() - started > PATIENCE) reject(new Error(`nothing fits ${selector}`));
        else setTimeout(look, 20);
      };
      look();
    });
  }
}

/** @param {string} name */
async function bringAbout(name) {
  const chat = new Chat(frame.contentWindow);
  if (name === "offline") chat.loseTheNetwork();
  const state = name in STATES ? STATES[name] : { answer: name };
  if (!state) return;
  const played = data.answers[state.answer ?? "answer"];
  chat.answerWith(state, played);
  await chat.ask(state.question ?? played.question);
  await state.then?.(chat);
}

let turn = 0;

/** Shows the state in the address in a fresh chat. What was asked for last wins. */
async function show() {
  turn += 1;
  const own = turn;
  const link = find("states").querySelector(`a[href="${CSS.escape(location.hash).replace("\\#", "#")}"]`)
    ?? find("states").querySelector("a");
  const view = Object.fromEntries(new FormData(find("view")));
  find("states").querySelector("[aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  frame.className = view.size;
  find("demo-status").textContent = "";
  await new Promise((resolve) => {
    frame.onload = resolve;
    frame.src = `${frame.dataset.src}&theme=${view.theme}`;
  });
  if (own !== turn) return;
  const place = scrollY;
  await bringAbout(link.hash.slice(1));
  scrollTo(scrollX, place); // focus in the frame pulls this page along
  if (own === turn) find("demo-status").textContent = data.words.shown.replace("{state}", link.textContent);
}

/** @param {HTMLElement} button */
async function copy(button) {
  const code = find(button.dataset.copies ?? "");
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection()?.selectAllChildren(code);
    isCopied = document.execCommand("copy");
  }
  find("copy-status").textContent = "";
  requestAnimationFrame(() => { find("copy-status").textContent = data.words[isCopied ? "copied" : "copy_fail"]; });
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const it = /** @type {HTMLElement} */ (button);
  const code = find(it.dataset.copies ?? "");
  code.textContent = code.textContent.replaceAll(document.body.dataset.origin, location.origin);
  it.hidden = false;
  it.addEventListener("click", () => copy(it));
}
find("view").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  show();
});
addEventListener("hashchange", show);
show();
