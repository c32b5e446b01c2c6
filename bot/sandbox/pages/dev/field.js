// A labelled field of the developer's drawer.

import { h, uid } from "../dom.js";

/** The control with its label above it. */
export function devField(words, control) {
  control.id ||= uid("field");
  return h("div", { class: "dev-field" }, h("label", { for: control.id }, words), control);
}
