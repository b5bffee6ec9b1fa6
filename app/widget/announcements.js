// What a screen reader is told when an answer is complete: short, unless the reader wants to hear it whole.

export const LONGEST_READOUT = 300;
export const LONGEST_SUMMARY = 400;

/** @typedef {"summary" | "full" | "off"} Readout */

/**
 * @param {{spoken: string, sources: string, hasAnswer: boolean}} answer `sources` says how many there are
 * @param {{done: string, guide: string}} words
 * @param {Readout} readout
 * @returns {string} "" for silence
 */
export function completion({ spoken, sources, hasAnswer }, { done, guide }, readout) {
  if (readout === "off") return "";
  const ending = sources ? ` ${sources}.` : "";
  if (readout === "full" || spoken.length <= LONGEST_READOUT) return spoken + ending;
  if (!hasAnswer) return cut(spoken, LONGEST_SUMMARY);
  const around = `${done}  ${guide}${ending}`;
  return `${done} ${cut(firstSentence(spoken), LONGEST_SUMMARY - around.length)} ${guide}${ending}`;
}

/** @param {string} text */
function firstSentence(text) {
  return text.split(/(?<=[.!?:])\s/)[0];
}

/** @param {string} text @param {number} length */
function cut(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/\s\S*$/, "")}…`;
}
