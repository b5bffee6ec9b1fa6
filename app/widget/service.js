// The chat's requests to the service. No cookie goes along; a token, where there is one, is held in memory only.

import { readEvents, within } from "./event_stream.js";
import { Fault, refusal, Told, understood } from "./faults.js";

const PATIENCE = 60_000;

/** @typedef {{question: string, answer: string}} Turn */

export class Service {
  #words;
  token = "";

  /** @param {{language: string}} words the language that the service tells its problems in */
  constructor(words) {
    this.#words = words;
  }

  /**
   * The answer's events up to and with `done`. Throws `Told` or `Fault` when it cannot be had whole, and the
   * signal's reason when it was stopped.
   * @param {{question: string, history: Turn[], conversation?: string}} asked
   * @param {AbortSignal} signal
   */
  async* ask(asked, signal) {
    try {
      const response = await within(PATIENCE, this.#fetch("POST", "/api/v1/answers", asked, signal));
      if (!response.ok || !response.body) throw await refusal(response);
      for await (const event of readEvents(response.body, PATIENCE)) {
        if (event.name === "error") throw new Told(event.content.detail);
        yield event;
        if (event.name === "done") return;
      }
      throw new Fault("err_broken");
    } catch (error) {
      throw signal.aborted ? signal.reason : understood(error);
    }
  }

  /** Throws `Told` or `Fault`. @param {object} feedback */
  async rate(feedback) {
    await this.#do("POST", "/api/v1/feedback", feedback);
  }

  /** Throws `Told` or `Fault`. @param {string} conversation */
  async delete(conversation) {
    await this.#do("DELETE", `/api/v1/conversations/${conversation}`);
  }

  /** The page's words in another language. Throws `Told` or `Fault`. @param {string} language */
  async words(language) {
    return (await this.#do("GET", `/widget/texts/${language}.json`)).json();
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #do(method, path, body) {
    try {
      const response = await within(PATIENCE, this.#fetch(method, path, body));
      if (!response.ok) throw await refusal(response);
      return response;
    } catch (error) {
      throw understood(error);
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] @param {AbortSignal} [signal] */
  #fetch(method, path, body, signal) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/event-stream", "Accept-Language": this.#words.language };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    return fetch(path, { method, headers, body: body && JSON.stringify(body), signal, credentials: "omit" });
  }
}
