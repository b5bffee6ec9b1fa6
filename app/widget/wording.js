// The words of the page in the reader's language, sent along with it as data.

const texts = JSON.parse(document.getElementById("wording").textContent);

export function say(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function count(key, n) {
  return say(n === 1 ? `${key}_one` : `${key}_other`, { n });
}
