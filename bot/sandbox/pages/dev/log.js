// A list of entries that grows by asking for what is newer than the newest.

import { h } from "../dom.js";

const MOST = 400;

/** `settings`: `label`, `empty` (words), `fetch(after)`, `draw(entry)`, `fits(entry)`. */
export class Log {
  #settings;
  #entries = [];
  #last = 0;
  #busy = null;
  #again = false;

  constructor(settings) {
    this.#settings = settings;
    this.node = h("ol", { class: "log", "aria-label": settings.label });
    this.empty = h("p", { class: "empty" }, settings.empty);
  }

  /** Fetches what is new; calls while one is under way are gathered into one more. */
  async refresh() {
    if (this.#busy) {
      this.#again = true;
      return this.#busy;
    }
    this.#busy = this.#fetch();
    await this.#busy;
    this.#busy = null;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  async #fetch() {
    const { entries } = await this.#settings.fetch(this.#last);
    if (!entries.length) return this.#state();
    this.#last = entries.at(-1).n;
    for (const entry of entries) {
      const node = h("li", {}, this.#settings.draw(entry));
      node.hidden = !this.#settings.fits(entry);
      this.#entries.push({ entry, node });
      this.node.prepend(node);
    }
    while (this.#entries.length > MOST) this.#entries.shift().node.remove();
    return this.#state();
  }

  /** Shows and hides by `fits` again. */
  filter() {
    for (const { entry, node } of this.#entries) node.hidden = !this.#settings.fits(entry);
    this.#state();
  }

  #state() {
    this.empty.hidden = this.#entries.some(({ node }) => !node.hidden);
  }
}
