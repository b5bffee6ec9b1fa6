// The page's conversation with JavaScript: what the reader does, put together from its parts.
// Without this script the same forms post to the server and the page comes back whole.

import { Announcer } from "./announcer.js";
import { completion } from "./announcements.js";
import { answerAsText, conversationAsText } from "./answer_text.js";
import { ask, Fault, headers, refusal, Told, understood } from "./asking.js";
import { Composer, faultOf } from "./composer.js";
import { Confirmation } from "./confirmation.js";
import { element, find } from "./elements.js";
import { Exchange } from "./exchange.js";
import { ExchangeView } from "./exchange_view.js";
import { connectToHost } from "./frame_protocol.js";
import { newConversationId, send } from "./keeping.js";
import { Menus } from "./menus.js";
import { Preview } from "./preview.js";
import { SourcePanel } from "./source_panel.js";
import { copyText, saveFile } from "./taking_away.js";
import { Waiting } from "./waiting.js";
import { Wording } from "./wording.js";

const MAX_TURNS = 20;
const MAX_TURN_LENGTH = 4000;

class Chat {
  /** @type {import("./types.js").Config} */
  #config = JSON.parse(find("config").textContent);
  #words = new Wording(document.documentElement.lang, JSON.parse(find("wording").textContent));
  #announcer = new Announcer();
  #transcript = /** @type {HTMLElement} */ (find("transcript"));
  #column = /** @type {HTMLElement} */ (find("column"));
  #intro = /** @type {HTMLElement} */ (find("intro"));
  #toLatest = /** @type {HTMLButtonElement} */ (find("to-latest"));
  #composer = new Composer(this.#words, { submit: (text) => this.#submit(text), stop: () => this.#stop() });
  #confirmation = new Confirmation(this.#words);
  #panel = new SourcePanel(this.#words, () => this.#preview.close());
  #preview = new Preview(this.#column, (chip) => this.#citationOf(chip));
  #menus = new Menus(this.#words.language, this.#config.statements, {
    language: (language) => this.#speak(language),
    theme: (theme) => { document.documentElement.dataset.theme = theme; },
    newConversation: (opener) => this.#confirmNew(opener),
    delete: (opener) => this.#confirmDelete(opener),
    print: () => window.print(),
    save: (format) => this.#save(format),
    close: () => this.#host.close(),
  });
  #host = connectToHost({
    allowed: [...this.#config.allowed_origins, location.origin],
    mode: this.#config.mode,
    lang: this.#words.language,
    handlers: {
      heard: () => this.#menus.showClose(this.#config.mode === "panel"),
      open: () => this.#composer.focus(),
      theme: (theme) => this.#menus.chooseTheme(theme),
      lang: (language) => this.#speak(language),
      auth: (token) => { this.#token = token; },
      prefill: (text) => { this.#composer.text = text; },
    },
  });
  /** @type {ExchangeView[]} */
  #views = [];
  /** @type {import("./asking.js").Turn[]} what was said before this script had a say */
  #earlier = [];
  #conversation = "";
  #token = "";
  #asked = 0;
  /** @type {AbortController | null} */
  #asking = null;

  start() {
    const values = (/** @type {string} */ name) =>
      [...document.querySelectorAll(`#composer input[name=${name}]`)].map((input) => /** @type {HTMLInputElement} */ (input).value);
    const answers = values("earlier_answer");
    this.#earlier = values("earlier_question").map((question, index) => ({ question, answer: answers[index] }));
    this.#asked = this.#earlier.length;
    [this.#conversation = ""] = values("conversation");
    this.#menus.start(this.#config.theme, this.#asked > 0);
    this.#transcript.addEventListener("click", (event) => this.#clicked(event));
    this.#transcript.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = /** @type {HTMLElement} */ (event.target).querySelector("button");
      this.#ask(button?.textContent ?? "");
    });
    this.#toLatest.addEventListener("click", () => this.#goToLatest());
    document.addEventListener("keydown", (event) => this.#escape(event));
    window.addEventListener("offline", () => this.#network(false));
    window.addEventListener("online", () => this.#network(true));
    new ResizeObserver(() => this.#host.resize(this.#height())).observe(this.#column);
  }

  /** @param {string} text */
  #submit(text) {
    if (this.#asking) return;
    const fault = faultOf(text);
    if (fault) this.#composer.showFault(fault.key, fault.values);
    else this.#ask(text, () => { this.#composer.text = ""; });
  }

  /**
   * Asks, shows the answer as it arrives, and leaves the page as it should be however it ends.
   * @param {string} question
   * @param {() => void} [begun]
   */
  async #ask(question, begun) {
    if (this.#asking) return;
    begun?.();
    this.#composer.clearFault();
    this.#composer.focus();
    this.#forgetFailed(question);
    if (!this.#views.length && !this.#earlier.length) this.#host.conversation();
    const view = this.#open(question);
    const asking = this.#asking = new AbortController();
    const waiting = new Waiting(this.#announcer, this.#words, view);
    this.#composer.setBusy(true);
    try {
      const how = { language: this.#words.language, token: this.#token, signal: asking.signal };
      for await (const { name, content } of ask(this.#request(view), how)) view.take(name, content);
      this.#finished(view);
    } catch (error) {
      if (asking.signal.aborted) this.#stopped(view);
      else this.#failed(view, error);
    } finally {
      waiting.end();
      this.#asking = null;
      this.#composer.setBusy(false);
    }
  }

  /** @param {string} question */
  #open(question) {
    this.#asked += 1;
    const exchange = new Exchange(question);
    const view = new ExchangeView(exchange, this.#asked, this.#words, {
      copy: () => this.#copy(exchange),
      askAgain: () => this.#ask(question),
      rephrase: () => this.#rephrase(question),
      rate: this.#config.retention_days ? (_, rating) => this.#rate(exchange, rating) : null,
    });
    this.#views.push(view);
    this.#intro.hidden = true;
    this.#menus.conversationBegun(true);
    this.#column.append(view.question, view.answer);
    view.question.scrollIntoView({ block: "start" });
    return view;
  }

  /** @param {ExchangeView} view */
  #request({ exchange }) {
    if (this.#config.retention_days) this.#conversation ||= newConversationId();
    const said = this.#views.flatMap(({ exchange: { state, question, tail } }) =>
      (state === "complete" ? { question, answer: tail.spoken.slice(0, MAX_TURN_LENGTH) } : []));
    const history = [...this.#earlier, ...said].slice(-MAX_TURNS);
    const asked = { question: exchange.question, history };
    return this.#conversation ? { ...asked, conversation: this.#conversation } : asked;
  }

  /** @param {ExchangeView} view */
  #finished({ heading, exchange }) {
    this.#host.answered();
    const guide = this.#offerLatest(heading);
    const sources = exchange.sources.length ? this.#words.say("sources", { n: exchange.sources.length }) : "";
    const told = { spoken: exchange.tail.spoken, sources, hasAnswer: exchange.hasAnswer };
    const words = { done: this.#words.say("done"), guide: this.#words.say("guide", { button: guide }) };
    this.#announcer.status(completion(told, words, this.#menus.readout));
  }

  /** @param {HTMLElement} heading */
  #offerLatest(heading) {
    const { top } = heading.getBoundingClientRect();
    const isSeen = top < this.#transcript.getBoundingClientRect().bottom;
    this.#toLatest.hidden = false;
    this.#words.put(this.#toLatest, isSeen ? "to_latest" : "new_below");
    return this.#toLatest.textContent ?? "";
  }

  #goToLatest() {
    this.#words.put(this.#toLatest, "to_latest");
    if (this.#panel.isOpen) this.#panel.close();
    const heading = [...this.#column.querySelectorAll(".answer > h3")].at(-1);
    /** @type {HTMLElement | undefined} */ (heading)?.focus();
  }

  #stop() {
    this.#asking?.abort();
  }

  /** @param {ExchangeView} view */
  #stopped(view) {
    if (!view.answer.isConnected) return;
    view.stop();
    this.#announcer.status(this.#words.say("stopped"));
    this.#composer.focus();
  }

  /** @param {ExchangeView} view @param {unknown} error */
  #failed(view, error) {
    const { question } = view.exchange;
    const told = this.#tell(error);
    view.fail(told, () => {
      if (this.#composer.text === question) this.#composer.text = "";
      this.#ask(question);
    });
    this.#composer.refill(question);
    if (error instanceof Fault && error.key === "err_auth") this.#host.authNeeded();
    this.#announcer.alert(told.textContent ?? "");
  }

  /** @param {unknown} error */
  #tell(error) {
    if (error instanceof Fault) return this.#words.make("p", error.key, error.values);
    return element("p", {}, error instanceof Told ? error.message : this.#words.say("err_server"));
  }

  /** A question that failed is not shown twice when it is asked again. @param {string} question */
  #forgetFailed(question) {
    const isAgain = ({ exchange }) => exchange.state === "failed" && exchange.question === question;
    this.#views.filter(isAgain).forEach((view) => view.remove());
    this.#views = this.#views.filter((view) => !isAgain(view));
  }

  /** @param {string} question */
  #rephrase(question) {
    this.#composer.refill(question);
    this.#composer.focus();
  }

  /** @param {Event} event */
  #clicked({ target }) {
    if (!(target instanceof Element)) return;
    const suggestion = target.closest(".suggestion");
    if (suggestion) return this.#ask(suggestion.textContent ?? "");
    const opener = /** @type {HTMLElement | null} */ (target.closest("[data-citation]"));
    const view = opener && this.#viewOf(opener);
    if (!opener || !view) return;
    this.#preview.close();
    if (opener.getAttribute("aria-expanded") === "true") return this.#panel.close();
    this.#panel.open(view.exchange.cited, Number(opener.dataset.citation), opener);
  }

  /** @param {Element} inside */
  #viewOf(inside) {
    return this.#views.find((view) => view.answer.contains(inside));
  }

  /** @param {Element} chip */
  #citationOf(chip) {
    const number = Number(/** @type {HTMLElement} */ (chip).dataset.citation);
    return this.#viewOf(chip)?.exchange.citations.get(number);
  }

  /** Escape closes the topmost thing; dialogs close themselves. @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector("dialog:modal")) return;
    if (this.#preview.isOpen) this.#preview.close();
    else if (!this.#menus.closeTopmost()) {
      if (this.#panel.isOpen) this.#panel.close();
      else this.#host.close();
    }
  }

  /** @param {Exchange} exchange */
  async #copy(exchange) {
    const text = answerAsText(exchange, this.#words.say("sources", { n: exchange.sources.length }), location.origin);
    const isCopied = await copyText(text);
    this.#announcer[isCopied ? "status" : "alert"](this.#words.say(isCopied ? "copied" : "copy_fail"));
    this.#notice(isCopied ? "copied" : "copy_fail");
  }

  /** @param {Exchange} exchange @param {import("./feedback.js").Rating} rating */
  async #rate({ head }, rating) {
    const body = { answer: head?.id, conversation: this.#conversation, ...rating };
    const fault = await this.#send("POST", "/api/v1/feedback", body);
    if (fault) this.#announcer.alert(fault);
    else this.#announcer.status(this.#words.say("fb_thanks"));
    return fault;
  }

  /** Resolves to what went wrong, in the reader's language. @param {string} method @param {string} path @param {object} [body] */
  async #send(method, path, body) {
    try {
      const response = await send(method, path, headers(this.#words.language, this.#token), body);
      if (!response.ok) throw await refusal(response);
      return null;
    } catch (error) {
      return this.#tell(understood(error)).textContent;
    }
  }

  /** @param {HTMLElement} opener */
  #confirmNew(opener) {
    this.#confirmation.ask({ question: "new_confirm", yes: "new_yes", no: "new_no" }, opener, async () => {
      this.#clear();
      return null;
    });
  }

  /** @param {HTMLElement} opener */
  #confirmDelete(opener) {
    this.#confirmation.ask({ question: "delete_confirm", yes: "delete_yes", no: "cancel" }, opener, async () => {
      const path = `/api/v1/conversations/${this.#conversation}`;
      const fault = this.#conversation ? await this.#send("DELETE", path) : null;
      if (fault) {
        this.#announcer.alert(fault);
        return fault;
      }
      this.#clear();
      this.#notice("delete_done");
      setTimeout(() => this.#announcer.status(this.#words.say("delete_done")));
      return null;
    });
  }

  /** An empty page, as at the beginning. */
  #clear() {
    this.#stop();
    this.#panel.close();
    this.#preview.close();
    this.#column.querySelectorAll("article, .outside").forEach((shown) => shown.remove());
    this.#views = [];
    this.#earlier = [];
    this.#conversation = "";
    this.#asked = 0;
    this.#intro.hidden = false;
    this.#toLatest.hidden = true;
    this.#menus.conversationBegun(false);
    this.#transcript.scrollTop = 0;
    setTimeout(() => this.#composer.focus());
  }

  /** A short text that everybody can see. @param {string} key */
  #notice(key) {
    const notice = this.#words.put(find("notice"), key);
    notice.hidden = false;
    clearTimeout(this.#noticed);
    this.#noticed = setTimeout(() => { notice.hidden = true; }, 10_000);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #noticed;

  /** @param {boolean} isOnline */
  #network(isOnline) {
    find("offline").hidden = isOnline;
    if (isOnline) this.#announcer.status(this.#words.say("online_again"));
    else this.#announcer.alert(this.#words.say("err_offline"));
  }

  /** @param {string} language */
  async #speak(language) {
    if (language === this.#words.language) return;
    const response = await fetch(`/widget/texts/${language}.json`, { credentials: "omit" }).catch(() => null);
    if (!response?.ok) return this.#announcer.alert(this.#words.say("err_server"));
    this.#words.change(language, await response.json(), document);
    document.documentElement.lang = language;
    document.title = this.#words.say("title");
    this.#menus.languageChanged(language);
    this.#composer.placeholder();
  }

  /** @param {"text" | "markdown"} format */
  #save(format) {
    const words = {
      title: this.#words.say("save_title"),
      note: this.#words.say("ai_long"),
      sources: (/** @type {Exchange} */ exchange) => this.#words.say("sources", { n: exchange.sources.length }),
    };
    const text = conversationAsText(this.#views.map((view) => view.exchange), format, words, location.origin);
    if (format === "markdown") saveFile(text, "tilda.md", "text/markdown");
    else saveFile(text, "tilda.txt", "text/plain");
  }

  /** What the page would need to show everything, in pixels. */
  #height() {
    return document.documentElement.scrollHeight - this.#transcript.clientHeight + this.#column.scrollHeight;
  }
}

new Chat().start();
