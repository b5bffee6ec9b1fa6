// Text that leaves the page: onto the clipboard, or into a file.

import { answerAsText, conversationAsText } from "./answer_text.js";
import { element } from "./elements.js";

/** @typedef {import("./wording.js").Wording} Wording */
/** @typedef {import("./exchange.js").Exchange} Exchange */

/** Whether the answer was copied, with its sources. @param {Wording} words @param {Exchange} exchange */
export function copyAnswer(words, exchange) {
  return copyText(answerAsText(exchange, sourcesHeading(words, exchange), location.origin));
}

/** @param {Wording} words @param {Exchange[]} exchanges @param {"text" | "markdown"} format */
export function saveConversation(words, exchanges, format) {
  const around = {
    title: words.say("save_title"),
    note: words.say("ai_long"),
    sources: (/** @type {Exchange} */ exchange) => sourcesHeading(words, exchange),
  };
  const text = conversationAsText(exchanges, format, around, location.origin);
  if (format === "markdown") saveFile(text, "tilda.md", "text/markdown");
  else saveFile(text, "tilda.txt", "text/plain");
}

/** @param {Wording} words @param {Exchange} exchange */
function sourcesHeading(words, exchange) {
  return words.say("sources", { n: exchange.sources.length });
}

/**
 * A frame may be denied the clipboard, where the older way still works.
 * @param {string} text
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** @param {string} text */
function copySelected(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const field = element("textarea", { class: "sr", readonly: true, "aria-hidden": "true", tabindex: -1 });
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return isCopied;
}

/** @param {string} text @param {string} name @param {string} type */
function saveFile(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
