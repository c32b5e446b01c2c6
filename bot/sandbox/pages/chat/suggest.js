// What one may mean while typing: slash commands after `/`, people after `@`.

import { h, uid } from "../dom.js";
import { app } from "../session.js";
import { step } from "../widgets/popup.js";
import { mentionable } from "./mentions.js";

const LIMIT = 8;
const COMMAND = /^\/(\S*)$/;
const PERSON = /(?:^|\s)@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u;

function commands(before) {
  const found = COMMAND.exec(before);
  if (!found) return null;
  const matching = app().commands.filter((one) => one.command.startsWith(before));
  return {
    label: "Kommandoer",
    from: 0,
    // A whole command is ready to be sent: Enter sends it rather than picking it again.
    eager: !matching.some((one) => one.command === before),
    entries: matching.map((one) => ({
      text: one.command,
      shown: [one.command, one.usage_hint].filter(Boolean).join(" "),
      description: one.description ?? "",
    })),
  };
}

const beginsAWord = (name, query) =>
  ` ${name.toLocaleLowerCase("da")}`.includes(` ${query.toLocaleLowerCase("da")}`);

function people(before, special) {
  const found = PERSON.exec(before);
  if (!found) return null;
  const query = found[1];
  const matching = mentionable(special).filter((one) => beginsAWord(one.text.slice(1), query));
  const done = matching.some((one) => one.text === `@${query}`);
  return {
    label: "Personer",
    from: before.length - query.length - 1,
    eager: !done,
    entries: matching.map((one) => ({ ...one, shown: one.text, mention: one })),
  };
}

/** The list of suggestions above a text field; `pick(entry, from)` puts one in. */
export class Suggestions {
  #field;
  #pick;
  #withCommands;
  #special;
  #found = null;
  #active = -1;
  #list = h("div", { class: "suggestions", role: "listbox", id: uid("suggestions"), hidden: true });

  constructor(field, { pick, withCommands, special }) {
    this.#field = field;
    this.#pick = pick;
    this.#withCommands = withCommands;
    this.#special = special;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.#list.id);
    field.addEventListener("input", () => this.refresh());
    field.addEventListener("blur", () => this.close());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get node() {
    return this.#list;
  }

  refresh() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    // Nobody's name is this long, and a long text should not be searched at every stroke.
    const near = before.length > 200 ? before.slice(-200).replace(/^\//, " ") : before;
    const found = (this.#withCommands && commands(near)) || people(near, this.#special);
    if (!found?.entries.length) return this.close();
    found.from += before.length - near.length;
    found.entries = found.entries.slice(0, LIMIT);
    this.#found = found;
    this.#active = found.eager ? 0 : -1;
    this.#draw();
  }

  #draw() {
    const { label, entries } = this.#found;
    this.#list.setAttribute("aria-label", label);
    const nodes = entries.map((entry, index) =>
      h(
        "div",
        {
          role: "option",
          id: `${this.#list.id}-${index}`,
          class: index === this.#active ? "option active" : "option",
          "aria-selected": String(index === this.#active),
          on: { click: () => this.#choose(index) },
        },
        h("span", {}, entry.shown, h("span", { class: "option-description" }, entry.description)),
      ),
    );
    this.#list.replaceChildren(...nodes);
    this.#list.hidden = false;
    if (this.#active < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", nodes[this.#active].id);
  }

  #choose(index) {
    const { entries, from } = this.#found;
    this.close();
    this.#pick(entries[index], from);
  }

  close() {
    this.#found = null;
    this.#list.hidden = true;
    this.#field.removeAttribute("aria-activedescendant");
  }

  /** Whether this key was for the list. */
  key(event) {
    if (!this.#found) return false;
    const next = ["Home", "End"].includes(event.key)
      ? null
      : step(event.key, this.#active, this.#found.entries.length);
    if (next !== null) {
      this.#active = next;
      this.#draw();
    } else if (["Enter", "Tab"].includes(event.key) && this.#active >= 0 && !event.shiftKey) {
      this.#choose(this.#active);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }
}
