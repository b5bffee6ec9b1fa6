// Server-sent events from a fetch response, which unlike EventSource can be a POST and never reconnects.

/** Nothing came for too long, not even a sign of life. */
export class Silence extends Error {}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {number} patience milliseconds without a byte after which `Silence` is thrown
 * @returns {AsyncGenerator<{name: string, content: any}>}
 */
export async function* readEvents(body, patience) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  try {
    for (;;) {
      const { done, value } = await within(patience, reader.read());
      if (done) return;
      waiting = (waiting + decoder.decode(value, { stream: true })).replaceAll("\r\n", "\n");
      const complete = waiting.split("\n\n");
      waiting = complete.pop() ?? "";
      for (const text of complete) {
        const event = parseEvent(text);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/**
 * @template Value
 * @param {number} patience
 * @param {Promise<Value>} promise
 * @returns {Promise<Value>}
 */
export function within(patience, promise) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const silence = new Promise((_, reject) => { timer = setTimeout(() => reject(new Silence()), patience); });
  return /** @type {Promise<Value>} */ (Promise.race([promise, silence]).finally(() => clearTimeout(timer)));
}

/** @param {string} text one event; comments, which keep the connection alive, are none */
function parseEvent(text) {
  let name = "message";
  const lines = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) lines.push(line.slice(5).replace(/^ /, ""));
  }
  return lines.length ? { name, content: JSON.parse(lines.join("\n")) } : null;
}
