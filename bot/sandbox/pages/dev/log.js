// A list of entries, newest first, that grows by asking for what is newer. An entry that is not
// whole yet (a call without its answer) is asked for again until it is.

import { h } from "../dom.js";

const MOST = 400;

/**
 * `settings`: `label`, `empty` (words), `fetch(after)` (entries with a growing `n`), `draw(entry)`,
 * `fits(entry)` (whether it is shown), `whole(entry)`.
 */
export class Log {
  #settings;
  #entries = new Map();
  #after = 0;
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
    for (const entry of await this.#settings.fetch(this.#after)) this.#put(entry);
    const waiting = [...this.#entries.values()].find(({ entry }) => !this.#settings.whole(entry));
    const newest = [...this.#entries.keys()].at(-1) ?? 0;
    this.#after = waiting ? waiting.entry.n - 1 : newest;
    this.#forget();
    this.#state();
  }

  #put(entry) {
    const node = h("li", {}, this.#settings.draw(entry));
    node.hidden = !this.#settings.fits(entry);
    const known = this.#entries.get(entry.n);
    if (known) known.node.replaceWith(node);
    else this.node.prepend(node);
    this.#entries.set(entry.n, { entry, node });
  }

  #forget() {
    for (const [n, { node }] of this.#entries) {
      if (this.#entries.size <= MOST) return;
      node.remove();
      this.#entries.delete(n);
    }
  }

  /** Shows and hides by `fits` again. */
  filter() {
    for (const { entry, node } of this.#entries.values()) node.hidden = !this.#settings.fits(entry);
    this.#state();
  }

  #state() {
    this.empty.hidden = [...this.#entries.values()].some(({ node }) => !node.hidden);
  }
}
