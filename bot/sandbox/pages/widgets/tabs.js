// Tabs: arrow keys move between them, and the shown panel is named by its tab.

import { h, uid } from "../dom.js";
import { step } from "./popup.js";

const KEYS = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp", Home: "Home", End: "End" };

/**
 * `{node, select(key)}` for `items: [{key, label, panel}]`; `label` of an item may be a node.
 * `onSelect(key)` is called when the person changes tab.
 */
export function tabs({ label, items, selected, onSelect = () => {} }) {
  const buttons = items.map(({ key, label: words, panel }) => {
    panel.id ||= uid("panel");
    panel.setAttribute("role", "tabpanel");
    const id = uid("tab");
    panel.setAttribute("aria-labelledby", id);
    const on = { click: () => (select(key), onSelect(key)) };
    return h(
      "button",
      { type: "button", role: "tab", id, "aria-controls": panel.id, data: { key }, on },
      words,
    );
  });
  function select(key) {
    items.forEach((item, index) => {
      const shown = item.key === key;
      item.panel.hidden = !shown;
      buttons[index].setAttribute("aria-selected", String(shown));
      buttons[index].tabIndex = shown ? 0 : -1;
    });
  }
  const node = h("div", { role: "tablist", "aria-label": label, class: "tabs" }, buttons);
  node.addEventListener("keydown", (event) => {
    const next = step(KEYS[event.key], buttons.indexOf(document.activeElement), buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons[next].focus();
    buttons[next].click();
  });
  select(selected ?? items[0].key);
  return { node, select };
}
