// JSON to be read: indented, with nothing secret in it.

import { h } from "../dom.js";

const SECRET = /\b(x(?:ox[a-z]|app)-)[\w-]+/g;

/** The value as indented JSON, with tokens hidden. */
export function pretty(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return text.replace(SECRET, "$1…");
}

/** A heading and the JSON; nothing where there is nothing. */
export function jsonBlock(title, value) {
  const text = pretty(value);
  if (!text) return null;
  return [
    h("h4", {}, title),
    h("pre", { class: "json", tabindex: "0", "aria-label": title }, text),
  ];
}
