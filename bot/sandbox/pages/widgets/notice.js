// What went wrong, said once in a discreet bar; and what happened, said to screen readers.

import { h, iconButton } from "../dom.js";

const LIFETIME = 15000;

const host = () =>
  document.querySelector("dialog[open] [data-notices]") ?? document.getElementById("notices");

/** Shows a bar; the same words are never there twice. `lasting` bars stay until they are removed. */
export function notify(text, { lasting = false } = {}) {
  const place = host();
  const same = [...place.children].find((bar) => bar.dataset.text === text);
  same?.remove();
  const bar = h("div", { class: "notice", role: "alert", data: { text } }, h("span", {}, text));
  bar.append(iconButton("close", "Luk beskeden", { on: { click: () => bar.remove() } }));
  place.append(bar);
  if (!lasting) setTimeout(() => bar.remove(), LIFETIME);
  return bar;
}

/** Tells a screen reader, politely. */
export function announce(text) {
  const region = document.getElementById("live");
  const line = h("p", {}, text);
  region.append(line);
  while (region.children.length > 5) region.firstElementChild.remove();
}
