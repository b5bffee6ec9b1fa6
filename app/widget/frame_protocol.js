// The frame's side of the messages between the chat and the page around it: protocol version 1 of docs/embedding.md.
// The chat works as well when nobody answers. Nobody is answered, and nothing is told, but an allowed page.

const VERSION = 1;
const PACE = 100;
const [LOWEST, HIGHEST] = [240, 4000];
const LONGEST_PREFILL = 500;
const LONGEST_TOKEN = 8192;

/**
 * What the host may ask of the chat. `heard` comes once, before the host's first message: somebody can close the panel.
 * @typedef {object} Handlers
 * @property {() => void} [heard]
 * @property {() => void} [open] put the cursor into the composer
 * @property {(scheme: string) => void} [theme] "auto", "light" or "dark"
 * @property {(language: string) => void} [lang] "sv", "nb", "nn" or "en": change the interface, keep the conversation
 * @property {(token: string) => void} [auth] keep it in memory only
 * @property {(text: string) => void} [prefill] put it into the composer, never send it
 */

/** @typedef {{type: "open" | "theme" | "lang" | "auth" | "prefill", value: string}} Request */

/** @typedef {(payload: Record<string, unknown>) => string | null} Reader its value, or null when it is not fit */

/** @type {[Request["type"], Reader][]} */
const READERS = [
  ["open", () => ""],
  ["theme", ({ scheme }) => oneOf(["auto", "light", "dark"], scheme)],
  ["lang", ({ lang }) => oneOf(["sv", "nb", "nn", "en"], lang === "no" ? "nb" : lang)],
  ["auth", ({ token }) => short(token, LONGEST_TOKEN)],
  ["prefill", ({ text }) => short(text, LONGEST_PREFILL)],
];

/** @param {string[]} choices @param {unknown} value */
function oneOf(choices, value) {
  return typeof value === "string" && choices.includes(value) ? value : null;
}

/** @param {unknown} value @param {number} limit characters */
function short(value, limit) {
  return typeof value === "string" && value.length <= limit ? value : null;
}

/**
 * The request in a message's data, or null for anything that this version does not know.
 * @param {unknown} data
 * @returns {Request | null}
 */
export function readMessage(data) {
  const { ns, v, type, payload } = /** @type {Record<string, unknown>} */ (data ?? {});
  const [known, read] = READERS.find(([name]) => name === type) ?? [];
  if (ns !== "tilda" || !Number.isInteger(v) || Number(v) < 1 || Number(v) > VERSION || !known || !read) return null;
  const value = read(/** @type {Record<string, unknown>} */ (payload ?? {}));
  return value === null ? null : { type: known, value };
}

/**
 * Whether `frame-ancestors` with these sources would let the origin frame us: "https://*.x.se" stands for all below
 * x.se, and https is as good as http.
 * @param {string} origin
 * @param {readonly string[]} sources
 */
export function isAllowed(origin, sources) {
  return sources.some((source) => matches(origin, source) || matches(origin, source.replace(/^http:/, "https:")));
}

/** @param {string} origin @param {string} source */
function matches(origin, source) {
  const [start, end] = source.split("*");
  if (end === undefined) return origin === source;
  return origin.startsWith(start) && origin.endsWith(end) && origin.length > start.length + end.length;
}

/**
 * Passes on the newest value: at once, then at most one every `interval` milliseconds.
 * @template T
 * @param {(value: T) => void} act
 * @param {number} interval
 * @returns {(value: T) => void}
 */
export function paced(act, interval) {
  let isWaiting = false;
  /** @type {{value: T} | null} */
  let newest = null;
  const next = () => {
    isWaiting = newest !== null;
    if (newest === null) return;
    const { value } = newest;
    newest = null;
    setTimeout(next, interval);
    act(value);
  };
  return (value) => {
    newest = { value };
    if (!isWaiting) next();
  };
}

/**
 * Where the host is, if it is one of `allowed`. A browser that does not name the page around us leaves only what that
 * page said of itself: a hint, which the list must confirm.
 * @param {readonly string[]} allowed
 * @returns {string | null}
 */
function hostOrigin(allowed) {
  const origin = location.ancestorOrigins?.[0] ?? new URLSearchParams(location.search).get("host");
  return origin && window.parent !== window && isAllowed(origin, allowed) ? origin : null;
}

/**
 * Says `ready` to the page around us and listens to it from then on.
 * @param {{allowed: readonly string[], mode: string, lang: string, handlers: Handlers}} options
 *   `allowed` are the origins in `frame-ancestors`
 */
export function connectToHost({ allowed, mode, lang, handlers }) {
  const host = hostOrigin(allowed);
  let hasHeard = false;
  let unread = 0;

  /** @param {string} type @param {object} [payload] */
  const send = (type, payload) => {
    if (host) window.parent.postMessage({ ns: "tilda", v: VERSION, type, payload }, host);
  };

  const handle = new Map(READERS.map(([type]) => [
    type,
    paced((/** @type {string} */ value) => handlers[type]?.(value), PACE),
  ]));

  /** @param {MessageEvent} event */
  const hear = (event) => {
    if (event.source !== window.parent || event.origin !== host) return;
    const request = readMessage(event.data);
    if (!request) return;
    if (!hasHeard) handlers.heard?.();
    hasHeard = true;
    if (request.type === "open") unread = 0;
    handle.get(request.type)?.(request.value);
  };

  if (host) window.addEventListener("message", hear);
  send("ready", { lang, mode });

  return {
    /** Closes the panel, where there is one. */
    close: () => send("close"),
    /** The first question of a conversation was sent. */
    conversation: () => send("conversation"),
    /** The token is missing or has expired. */
    authNeeded: () => send("auth-needed"),
    /** An answer is complete; the host shows how many nobody has seen while the panel is closed. */
    answered: () => {
      unread = document.hasFocus() ? 0 : unread + 1;
      if (unread) send("unread", { n: unread });
    },
    /** The height of the whole content in pixels; the host may give the frame that much. */
    resize: paced((/** @type {number} */ height) => {
      const h = Math.round(Math.min(HIGHEST, Math.max(LOWEST, height)));
      if (mode === "inline") send("resize", { h });
    }, PACE),
  };
}
