// Whatever can go wrong with the service, as something a reader can be told.

import { Silence } from "./event_stream.js";

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

/** Why the server did not do it. @param {Response} response */
export async function refusal(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  if (response.status === 429 && seconds) return new Fault("err_rate", { s: seconds });
  if (response.status === 401) return new Fault("err_auth");
  const problem = await response.json().catch(() => null);
  return typeof problem?.detail === "string" ? new Told(problem.detail) : new Fault("err_server");
}

/** @param {unknown} error @returns {Told | Fault} */
export function understood(error) {
  if (error instanceof Told || error instanceof Fault) return error;
  if (error instanceof Silence) return new Fault("err_timeout");
  if (!navigator.onLine) return new Fault("err_offline");
  return new Fault(error instanceof TypeError ? "err_broken" : "err_server");
}
