// Choosing from a list, one or several: a select-only combobox with a listbox. Nothing is decided
// until Enter or a press, so moving through the list by keyboard sends nothing.

import { h, icon, uid } from "../dom.js";
import { openPopup, step, TypeAhead } from "./popup.js";

const LEAVE = new Set(["Escape", "Tab"]);
const OPEN = new Set(["Enter", " ", "ArrowDown", "ArrowUp"]);

class Picker {
  #options;
  #chosen;
  #settings;
  #button;
  #value;
  #entries = [];
  #active = -1;
  #close = null;
  #before = "";
  #ahead = new TypeAhead();

  constructor(settings) {
    this.#settings = settings;
    this.#options = settings.groups.flatMap((group) => group.options);
    this.#chosen = new Set(settings.chosen);
    this.#value = h("span", { class: "picker-value" });
    this.#button = h(
      "button",
      {
        type: "button",
        class: "picker",
        role: "combobox",
        id: settings.id,
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        "aria-label": settings.labelledby ? null : settings.label,
        "aria-labelledby": settings.labelledby,
        "aria-describedby": settings.describedby,
        "aria-invalid": settings.invalid ? "true" : null,
        "aria-required": settings.required ? "true" : null,
        data: settings.data,
        on: {
          click: () => (this.#close ? this.#finish() : this.#open()),
          keydown: (event) => this.#key(event),
        },
      },
      this.#value,
      icon("down"),
    );
    this.#show();
  }

  get node() {
    return this.#button;
  }

  #show() {
    const words = this.#options
      .filter(({ value }) => this.#chosen.has(value))
      .map(({ text }) => text);
    this.#value.textContent = words.join(", ") || this.#settings.placeholder;
    this.#value.classList.toggle("placeholder", !words.length);
  }

  #entry(option) {
    const chosen = this.#chosen.has(option.value);
    return h(
      "div",
      {
        role: "option",
        id: uid("option"),
        class: "option",
        "aria-selected": String(chosen),
        on: {
          click: () => this.#pick(this.#options.indexOf(option)),
          pointermove: () => this.#move(this.#options.indexOf(option), false),
        },
      },
      icon("check"),
      h(
        "span",
        {},
        option.text,
        option.description ? h("span", { class: "option-description" }, option.description) : null,
      ),
    );
  }

  #open() {
    this.#entries = [];
    const list = h("div", {
      role: "listbox",
      id: uid("list"),
      "aria-label": this.#settings.label,
      "aria-multiselectable": this.#settings.multiple ? "true" : null,
      // A press must not take the focus from the button, which holds the keyboard.
      on: {
        pointerdown: (event) => event.preventDefault(),
        mousedown: (event) => event.preventDefault(),
      },
    });
    for (const group of this.#settings.groups) {
      const entries = group.options.map((option) => this.#entry(option));
      this.#entries.push(...entries);
      if (!group.label) list.append(...entries);
      else {
        const head = h("div", { class: "option-group", "aria-hidden": "true" }, group.label);
        list.append(h("div", { role: "group", "aria-label": group.label }, head, entries));
      }
    }
    if (!this.#entries.length) list.append(h("div", { class: "option-none" }, "Intet at vælge"));
    this.#close = openPopup(list, this.#button, { onClose: () => this.#closed() });
    this.#button.setAttribute("aria-expanded", "true");
    this.#button.setAttribute("aria-controls", list.id);
    const first = this.#options.findIndex(({ value }) => this.#chosen.has(value));
    this.#before = [...this.#chosen].join("\n");
    this.#move(Math.max(first, 0));
  }

  #closed() {
    this.#close = null;
    this.#button.setAttribute("aria-expanded", "false");
    this.#button.removeAttribute("aria-controls");
    this.#button.removeAttribute("aria-activedescendant");
    const changed = [...this.#chosen].join("\n") !== this.#before;
    if (this.#settings.multiple && changed) this.#commit();
  }

  #finish() {
    this.#close?.();
    this.#button.focus();
  }

  #move(index, scroll = true) {
    if (!this.#entries[index]) return;
    this.#entries[this.#active]?.classList.remove("active");
    this.#active = index;
    const entry = this.#entries[index];
    entry.classList.add("active");
    if (scroll) entry.scrollIntoView({ block: "nearest" });
    this.#button.setAttribute("aria-activedescendant", entry.id);
  }

  #pick(index) {
    const { value } = this.#options[index];
    if (this.#settings.multiple) {
      if (!this.#chosen.delete(value)) this.#chosen.add(value);
      this.#entries[index].setAttribute("aria-selected", String(this.#chosen.has(value)));
      this.#show();
      return;
    }
    this.#chosen = new Set([value]);
    this.#show();
    this.#finish();
    this.#commit();
  }

  #commit() {
    const order = this.#options
      .map(({ value }) => value)
      .filter((value) => this.#chosen.has(value));
    this.#settings.commit(order, this.#button);
  }

  #key(event) {
    if (!this.#close) {
      if (OPEN.has(event.key)) {
        event.preventDefault();
        this.#open();
      }
      return;
    }
    const labels = this.#options.map(({ text }) => text);
    const next =
      step(event.key, this.#active, this.#entries.length) ??
      this.#ahead.find(event.key, labels, this.#active);
    if (next !== null) {
      event.preventDefault();
      this.#move(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (this.#entries.length) this.#pick(this.#active);
    } else if (LEAVE.has(event.key)) {
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
      this.#finish();
    }
  }
}

/**
 * The node. `groups`: `[{label?, options: [{value, text, description?}]}]` with string values;
 * `chosen`: values; `commit(values, node)` when a choice is made (several: when the list closes).
 */
export const picker = (settings) => new Picker(settings).node;
