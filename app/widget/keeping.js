// The id under which the service keeps a conversation. It lives in memory: no cookie, nothing stored in the browser.

/** 22 letters and digits that nobody can guess; without randomUUID, which plain http does not have. */
export function newConversationId() {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return Array.from(crypto.getRandomValues(new Uint8Array(22)), (byte) => letters[byte % 64]).join("");
}

/**
 * Sends what is kept of a conversation, or deletes it; resolves to the problem that the server tells, or to null.
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {object} [body]
 */
export function send(method, path, headers, body) {
  return fetch(path, { method, credentials: "omit", headers, body: body && JSON.stringify(body) });
}
