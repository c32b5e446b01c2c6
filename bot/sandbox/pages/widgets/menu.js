// A button that opens a menu.

import { h, icon } from "../dom.js";
import { openPopup, step, TypeAhead } from "./popup.js";

function menuItem({ label, description, href, danger, data, pick }, close) {
  const words = [
    h("span", {}, label),
    description ? h("span", { class: "option-description" }, description) : null,
  ];
  const attrs = {
    role: "menuitem",
    tabindex: "-1",
    class: danger ? "option danger" : "option",
    data,
  };
  const on = { click: () => (close(), pick?.()) };
  if (href)
    return h("a", { ...attrs, href, target: "_blank", rel: "noopener noreferrer", on }, words);
  return h("button", { ...attrs, type: "button", on }, words);
}

function keys(entries, close) {
  const ahead = new TypeAhead();
  return (event) => {
    const at = entries.indexOf(document.activeElement);
    const labels = entries.map((entry) => entry.textContent);
    const next = step(event.key, at, entries.length) ?? ahead.find(event.key, labels, at);
    if (next !== null) {
      event.preventDefault();
      entries[next].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
}

/** Opens a menu beside `button`; `items`: `{label, description?, href?, danger?, pick}`. */
function openMenu(button, items, label) {
  const list = h("div", { role: "menu", "aria-label": label });
  let close = () => {};
  const closeAndReturn = () => (close(), button.focus());
  const entries = items.map((item) => menuItem(item, closeAndReturn));
  list.append(...entries);
  list.addEventListener("keydown", keys(entries, closeAndReturn));
  close = openPopup(list, button, {
    matchWidth: false,
    onClose: () => button.setAttribute("aria-expanded", "false"),
  });
  button.setAttribute("aria-expanded", "true");
  entries[0]?.focus();
}

/** The button itself; `items` is asked for when it opens. */
export function menuButton({ label, iconName = "more", class: extra = "", items, data }) {
  const button = h(
    "button",
    {
      type: "button",
      class: `icon-button ${extra}`.trim(),
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": label,
      title: label,
      data,
      on: { click: () => openMenu(button, items(), label) },
    },
    icon(iconName),
  );
  return button;
}
