// What the API sends, as far as the chat reads it. The server's own names: app/web/schemas.py.

/** @typedef {"sv" | "nb" | "nn" | "en"} Language */

/** @typedef {{title: string, publisher: string | null, published: string | null, url: string | null}} Original */

/**
 * @typedef {object} Source
 * @property {string} id
 * @property {string} title
 * @property {string | null} publisher
 * @property {string | null} published
 * @property {Language} language
 * @property {string | null} url
 * @property {Original | null} restates
 */

/**
 * @typedef {object} Citation
 * @property {number} number
 * @property {Source} source
 * @property {string[]} headings
 * @property {string} quote
 * @property {string} before
 * @property {string} after
 * @property {string} permalink
 * @property {{start: number, end: number}} span
 * @property {string} sha256
 */

/** @typedef {{text: string, citations: number[], own_words: boolean, cells: string[], depth: number}} Item */

/** @typedef {{type: string, language: Language, items: Item[], ordered: boolean, header: boolean}} Block */

/** @typedef {{source: Source, headings: string[], permalink: string}} ReadingTip */

/**
 * @typedef {object} Head what is known of an answer before its blocks
 * @property {string} id
 * @property {string} status
 * @property {string} mode
 * @property {Language} language
 * @property {string} interpreted_question
 */

/** @typedef {{nearest: ReadingTip[], followups: string[], spoken: string}} Tail what completes an answer */

/**
 * @typedef {object} Config what the server tells the page's script
 * @property {string} version
 * @property {string} theme
 * @property {string} mode
 * @property {string[]} allowed_origins
 * @property {number} retention_days 0: nothing is kept, so there is nothing to rate or to delete
 * @property {Record<string, {accessibility: string, privacy: string}>} statements by language
 */

export {};
