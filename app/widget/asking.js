// One question to the API, its answer as events; and whatever can go wrong, as something a reader can be told.

import { readEvents, Silence, within } from "./event_stream.js";

const PATIENCE = 60_000;

/** @typedef {{question: string, answer: string}} Turn */

/** What the server says is wrong, in the reader's language. */
export class Told extends Error {}

/** The text of the page that says what is wrong. */
export class Fault extends Error {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/**
 * The answer's events up to and with `done`. Throws `Told` or `Fault` when it cannot be had whole, and an
 * `AbortError` when it was stopped.
 * @param {{question: string, history: Turn[], conversation?: string}} asked
 * @param {{language: string, token: string, signal: AbortSignal}} how
 */
export async function* ask(asked, { language, token, signal }) {
  try {
    const response = await within(PATIENCE, fetch("/api/v1/answers", {
      method: "POST",
      credentials: "omit",
      headers: headers(language, token),
      body: JSON.stringify(asked),
      signal,
    }));
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

/** @param {string} language @param {string} token */
export function headers(language, token) {
  const own = { "Content-Type": "application/json", Accept: "text/event-stream", "Accept-Language": language };
  return token ? { ...own, Authorization: `Bearer ${token}` } : own;
}

/** @param {Response} response */
export async function refusal(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  if (response.status === 429 && seconds) return new Fault("err_rate", { s: seconds });
  if (response.status === 401) return new Fault("err_auth");
  const problem = await response.json().catch(() => null);
  return typeof problem?.detail === "string" ? new Told(problem.detail) : new Fault("err_server");
}

/** @param {unknown} error */
export function understood(error) {
  if (error instanceof Told || error instanceof Fault) return error;
  if (error instanceof Silence) return new Fault("err_timeout");
  if (!navigator.onLine) return new Fault("err_offline");
  return new Fault(error instanceof TypeError ? "err_broken" : "err_server");
}
