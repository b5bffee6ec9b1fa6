// Elements from names, attributes and text. Text is only ever text: nothing here parses markup.

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes true: present; false, null: absent */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  for (const child of children) if (child !== null && child !== "") made.append(child);
  return made;
}

/**
 * An element that the page's template is known to hold.
 * @param {string} id
 * @returns {any}
 */
export function find(id) {
  return document.getElementById(id);
}
