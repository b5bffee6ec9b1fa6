// The page's conversation with JavaScript: what the reader does, put together from its parts.
// Without this script the same forms post to the server and the page comes back whole.

import { Announcer } from "./announcer.js";
import { completion } from "./announcements.js";
import { Composer, faultOf } from "./composer.js";
import { Confirmation } from "./confirmation.js";
import { Conversation } from "./conversation.js";
import { element, find } from "./elements.js";
import { Exchange } from "./exchange.js";
import { ExchangeView } from "./exchange_view.js";
import { Fault, Told } from "./faults.js";
import { connectToHost } from "./frame_protocol.js";
import { Menus } from "./menus.js";
import { Preview } from "./preview.js";
import { Service } from "./service.js";
import { SourcePanel } from "./source_panel.js";
import { Transcript } from "./transcript.js";
import { Waiting } from "./waiting.js";
import { Wording } from "./wording.js";

/** Loaded with the first question: before it there is nothing to copy or to save. */
const takingAway = () => import("./taking_away.js");

class Chat {
  /** @type {import("./types.js").Config} */
  #config = JSON.parse(find("config").textContent);
  #words = new Wording(document.documentElement.lang, JSON.parse(find("wording").textContent));
  #announcer = new Announcer();
  #service = new Service(this.#words);
  #transcript = new Transcript(this.#words);
  #composer = new Composer(this.#words, { submit: (text) => this.#submit(text), stop: () => this.#asking?.abort() });
  #confirmation = new Confirmation(this.#words);
  #panel = new SourcePanel(this.#words, () => this.#preview.close());
  #preview = new Preview(find("column"), (chip) => this.#citationOf(chip));
  #menus = new Menus(this.#words.language, this.#config.statements, {
    language: (language) => this.#speak(language),
    theme: (theme) => { document.documentElement.dataset.theme = theme; },
    newConversation: (opener) => this.#confirmNew(opener),
    delete: (opener) => this.#confirmDelete(opener),
    print: () => window.print(),
    save: async (format) => {
      const { saveConversation } = await takingAway();
      saveConversation(this.#words, this.#conversation.exchanges, format);
    },
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
      lang: (language) => { this.#speak(language); },
      auth: (token) => { this.#service.token = token; },
      prefill: (text) => { this.#composer.text = text; },
    },
  });
  #conversation = new Conversation(this.#config.retention_days > 0, this.#composer.earlier, this.#composer.conversation);
  /** @type {AbortController | null} */
  #asking = null;

  start() {
    this.#menus.start(this.#config.theme, !this.#conversation.isEmpty);
    this.#transcript.start({
      clicked: (target) => this.#clicked(target),
      suggested: (question) => this.#ask(question),
      latest: () => this.#goToLatest(),
      grown: (height) => this.#host.resize(height),
    });
    document.addEventListener("keydown", (event) => this.#escape(event));
    window.addEventListener("offline", () => this.#network(false));
    window.addEventListener("online", () => this.#network(true));
  }

  /** @param {string} text */
  #submit(text) {
    if (this.#asking) return;
    const fault = faultOf(text);
    if (fault) return this.#composer.showFault(fault.key, fault.values);
    this.#composer.text = "";
    this.#ask(text);
  }

  /** Asks, shows the answer as it arrives, and leaves the page as it should be however it ends. @param {string} question */
  async #ask(question) {
    if (this.#asking) return;
    this.#composer.clearFault();
    this.#composer.focus();
    this.#conversation.forgetFailed(question);
    if (this.#conversation.isEmpty) this.#host.conversation();
    takingAway().catch(() => {});
    const asked = this.#conversation.request(question);
    const view = this.#open(question);
    const asking = this.#asking = new AbortController();
    const waiting = new Waiting(this.#announcer, this.#words, view);
    this.#composer.setBusy(true);
    try {
      for await (const { name, content } of this.#service.ask(asked, asking.signal)) view.take(name, content);
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
    const exchange = new Exchange(question);
    const view = new ExchangeView(exchange, this.#conversation.asked + 1, this.#words, {
      copy: () => this.#copy(exchange),
      askAgain: () => this.#ask(question),
      rephrase: () => {
        this.#composer.refill(question);
        this.#composer.focus();
      },
      rate: this.#config.retention_days ? (rating) => this.#rate(exchange, rating) : null,
    });
    this.#conversation.add(view);
    this.#menus.conversationBegun(true);
    this.#transcript.show(view);
    return view;
  }

  /** @param {ExchangeView} view */
  #finished({ heading, exchange }) {
    this.#host.answered();
    const button = this.#transcript.offerLatest(heading);
    const sources = exchange.sources.length ? this.#words.say("sources", { n: exchange.sources.length }) : "";
    const told = { spoken: exchange.tail.spoken, sources, hasAnswer: exchange.hasAnswer };
    const words = { done: this.#words.say("done"), guide: this.#words.say("guide", { button }) };
    this.#announcer.status(completion(told, words, this.#menus.readout));
  }

  /** @param {ExchangeView} view */
  #stopped(view) {
    if (!view.answer.isConnected) return;
    view.stop();
    this.#announcer.status(this.#words.say("stopped"));
    this.#composer.focus();
  }

  /**
   * The question goes back into the composer, and what was written of the answer stays.
   * @param {ExchangeView} view
   * @param {unknown} error
   */
  #failed(view, error) {
    const { question } = view.exchange;
    const told = this.#tell(error);
    view.fail(told, () => {
      if (this.#composer.text === question) this.#composer.text = "";
      this.#ask(question);
    });
    view.answer.scrollIntoView({ block: "nearest" });
    this.#composer.refill(question);
    if (error instanceof Fault && error.key === "err_auth") this.#host.authNeeded();
    this.#announcer.alert(told.textContent ?? "");
  }

  /** @param {unknown} error */
  #tell(error) {
    if (error instanceof Fault) return this.#words.make("p", error.key, error.values);
    return element("p", {}, error instanceof Told ? error.message : this.#words.say("err_server"));
  }

  #goToLatest() {
    if (this.#panel.isOpen) this.#panel.close();
    this.#transcript.goToLatest();
  }

  /** @param {Element} target */
  #clicked(target) {
    const opener = /** @type {HTMLElement | null} */ (target.closest("[data-citation]"));
    const view = opener && this.#conversation.around(opener);
    if (!opener || !view) return;
    this.#preview.close();
    if (opener.getAttribute("aria-expanded") === "true") this.#panel.close();
    else this.#panel.open(view.exchange.cited, Number(opener.dataset.citation), opener);
  }

  /** @param {Element} chip */
  #citationOf(chip) {
    const number = Number(/** @type {HTMLElement} */ (chip).dataset.citation);
    return this.#conversation.around(chip)?.exchange.citations.get(number);
  }

  /** Escape closes the topmost thing; dialogs close themselves. @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector("dialog:modal")) return;
    if (this.#preview.isOpen) return this.#preview.close();
    if (this.#menus.closeTopmost()) return;
    if (this.#panel.isOpen) this.#panel.close();
    else this.#host.close();
  }

  /** @param {Exchange} exchange */
  async #copy(exchange) {
    const isCopied = await takingAway().then(({ copyAnswer }) => copyAnswer(this.#words, exchange)).catch(() => false);
    const outcome = isCopied ? "copied" : "copy_fail";
    this.#transcript.notice(outcome);
    this.#announcer.status(this.#words.say(outcome));
  }

  /** Resolves to what went wrong, or to null. @param {Exchange} exchange @param {import("./feedback.js").Rating} rating */
  async #rate({ head }, rating) {
    const fault = await this.#try(() => this.#service.rate({ answer: head?.id, conversation: this.#conversation.id, ...rating }));
    if (!fault) this.#announcer.status(this.#words.say("fb_thanks"));
    return fault;
  }

  /** Resolves to what went wrong, which is also announced, or to null. @param {() => Promise<void>} act */
  async #try(act) {
    try {
      await act();
      return null;
    } catch (error) {
      const fault = this.#tell(error).textContent ?? "";
      this.#announcer.alert(fault);
      return fault;
    }
  }

  /** @param {HTMLElement} opener */
  #confirmNew(opener) {
    const keys = { question: "new_confirm", yes: "new_yes", no: "new_no" };
    this.#confirmation.ask(keys, opener, async () => null, () => this.#clear());
  }

  /** @param {HTMLElement} opener */
  #confirmDelete(opener) {
    const keys = { question: "delete_confirm", yes: "delete_yes", no: "cancel" };
    const { id } = this.#conversation;
    this.#confirmation.ask(keys, opener, async () => (id ? this.#try(() => this.#service.delete(id)) : null), () => {
      this.#clear();
      this.#transcript.notice("delete_done");
      this.#announcer.status(this.#words.say("delete_done"));
    });
  }

  /** An empty page, as at the beginning. */
  #clear() {
    this.#asking?.abort();
    this.#panel.close();
    this.#preview.close();
    this.#transcript.clear();
    this.#conversation = new Conversation(this.#config.retention_days > 0);
    this.#menus.conversationBegun(false);
    this.#composer.focus();
  }

  /** @param {boolean} isOnline */
  #network(isOnline) {
    find("offline").hidden = isOnline;
    if (isOnline) this.#announcer.status(this.#words.say("online_again"));
    else this.#announcer.alert(this.#words.say("err_offline"));
  }

  /** @param {string} language */
  async #speak(language) {
    if (language === this.#words.language) return;
    await this.#try(async () => {
      this.#words.change(language, await this.#service.words(language), document);
      document.documentElement.lang = language;
      document.title = this.#words.say("title");
      this.#menus.languageChanged(language);
      this.#composer.languageChanged();
    });
  }
}

new Chat().start();
