// A question and as much of its answer as has arrived. Plain values: what is shown, copied and saved is made of it.

/** @typedef {import("./types.js").Citation} Citation */
/** @typedef {import("./types.js").Source} Source */

/** @typedef {"busy" | "complete" | "stopped" | "failed"} State */

export class Exchange {
  /** @type {State} */
  state = "busy";
  /** @type {import("./types.js").Head | null} */
  head = null;
  /** @type {import("./types.js").Block[]} */
  blocks = [];
  /** @type {Map<number, Citation>} */
  citations = new Map();
  /** @type {import("./types.js").Tail} */
  tail = { nearest: [], followups: [], spoken: "" };

  /** @param {string} question */
  constructor(question) {
    this.question = question;
  }

  /**
   * Takes one event of the answer. An event of a newer server that is not known here changes nothing.
   * @param {string} name
   * @param {any} content
   */
  take(name, content) {
    if (name === "meta") this.head = content;
    if (name === "citation") this.citations.set(content.number, content);
    if (name === "block" || name === "notice") this.blocks.push(content);
    if (name === "done") {
      this.tail = content;
      this.state = "complete";
    }
  }

  /** The citations that were resolved, in order of their numbers. */
  get cited() {
    return [...this.citations.values()].sort((one, other) => one.number - other.number);
  }

  /** Each source once, with the citations from it, in the order of first citation. */
  get sources() {
    /** @type {Map<string, Citation[]>} */
    const bySource = new Map();
    for (const citation of this.cited) {
      const key = `${citation.source.id} ${citation.sha256}`;
      bySource.set(key, [...(bySource.get(key) ?? []), citation]);
    }
    return [...bySource.values()].map((citations) => ({ source: citations[0].source, citations }));
  }

  get hasAnswer() {
    return this.head?.status === "answered";
  }

  get hasOwnWords() {
    return this.blocks.some((block) => block.items.some((item) => item.own_words));
  }
}

/**
 * A list's items as a tree by their depth: one that lies deeper than the one before is its child.
 * @template {{depth: number}} Item
 * @param {Item[]} items
 * @returns {{item: Item, children: any[]}[]}
 */
export function branches(items) {
  const roots = [];
  for (let start = 0, end = 1; end <= items.length; end += 1) {
    if (end === items.length || items[end].depth <= items[start].depth) {
      roots.push({ item: items[start], children: branches(items.slice(start + 1, end)) });
      start = end;
    }
  }
  return roots;
}
