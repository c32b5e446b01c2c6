// Where one writes: Enter sends, Shift+Enter makes a new line, `/` and `@` offer what there is.

import { h } from "../dom.js";
import { stillThere } from "./mentions.js";
import { Suggestions } from "./suggest.js";

const MAX_HEIGHT = 240;

/**
 * A form with a text field that grows. `settings`: `label`, `submit(text, mentions)` (resolves to
 * false when the text should come back), `tools` and `buttons` (nodes), `commands`, `special`
 * (whether @channel is offered), `up()` for ArrowUp in an empty field, `cancel()` for Escape.
 */
export class Composer {
  #settings;
  #picked = [];
  #suggestions;

  constructor(settings) {
    this.#settings = settings;
    this.field = h("textarea", {
      rows: 1,
      "aria-label": settings.label,
      placeholder: settings.label,
      on: { input: () => this.#grow(), keydown: (event) => this.#key(event) },
    });
    this.#suggestions = new Suggestions(this.field, {
      pick: (entry, from) => this.#put(entry, from),
      withCommands: settings.commands,
      special: settings.special,
    });
    this.node = h(
      "form",
      {
        class: "composer",
        "aria-label": settings.label,
        on: { submit: (event) => (event.preventDefault(), this.#send()) },
      },
      this.#suggestions.node,
      this.field,
      h(
        "div",
        { class: "composer-tools" },
        settings.tools ?? null,
        h("span", { class: "spacer" }),
        settings.buttons ?? null,
      ),
    );
  }

  get text() {
    return this.field.value;
  }

  /** Puts a text (and its mentions) in the field. */
  fill(text, mentions = []) {
    this.field.value = text;
    this.#picked = [...mentions];
    this.#grow();
  }

  /** Writes at the caret, as if typed. */
  insert(text) {
    this.field.focus();
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #put(entry, from) {
    if (entry.mention) this.#picked.push({ id: entry.mention.id, text: entry.mention.text });
    this.field.setRangeText(`${entry.text} `, from, this.field.selectionStart, "end");
    this.#grow();
    this.field.focus();
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, MAX_HEIGHT)}px`;
  }

  #key(event) {
    if (event.isComposing || this.#suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.#settings.cancel) {
      event.stopPropagation();
      this.#settings.cancel();
    } else if (event.key === "ArrowUp" && !this.field.value && this.#settings.up?.()) {
      event.preventDefault();
    }
  }

  async #send() {
    const { value } = this.field;
    if (!value.trim() && !this.#settings.allowEmpty) return;
    const picked = this.#picked;
    const mentions = stillThere(picked, value);
    this.fill("");
    const taken = await this.#settings.submit(value, mentions);
    if (taken === false && !this.field.value) this.fill(value, picked);
  }
}
