// A list of messages that keeps up: only what changed is drawn anew, what one typed in a message
// stays, and the focus finds its way back.

import { act } from "../api.js";
import { rememberFocus } from "../blocks/blocks.js";
import { h, icon } from "../dom.js";
import { me, now } from "../session.js";
import { dayKey, dayName, seconds } from "../text/dates.js";
import { Composer } from "./composer.js";
import { toTyped } from "./mentions.js";
import { renderMessage, valuesOf } from "./message.js";

const NEAR = 120;
const TOGETHER = 300;

const byTime = (one, other) => seconds(one.ts) - seconds(other.ts) || (one.ts < other.ts ? -1 : 1);

function follows(message, before) {
  if (!before || before.user !== message.user || message.ephemeral || before.ephemeral)
    return false;
  if (before.name !== message.name || before.deleted) return false;
  return seconds(message.ts) - seconds(before.ts) < TOGETHER;
}

/** `settings`: `channel`, `label`, `onThread(ts)` (absent in a thread). */
export class Feed {
  #settings;
  #messages = new Map();
  #nodes = new Map();
  #values = new Map();
  #empty;
  #scroll;
  #below;
  /** How often something was taken in. */
  #changes = 0;

  constructor(settings) {
    this.#settings = settings;
    this.#empty = settings.empty ?? null;
    // What is new is announced elsewhere, in the words that Slack would have read aloud.
    this.list = h("div", {
      class: "feed",
      role: "log",
      "aria-live": "off",
      "aria-label": settings.label,
    });
    this.#below = h(
      "button",
      { type: "button", class: "button new-below", hidden: true },
      icon("down"),
      "Nye beskeder",
    );
    this.#below.addEventListener("click", () => (this.toBottom(), this.focusLast()));
    this.#scroll = h("div", { class: "feed-scroll" }, this.list);
    this.#scroll.addEventListener("scroll", () => this.#atBottom() && (this.#below.hidden = true));
    this.node = h("div", { class: "feed-box" }, this.#scroll, this.#below);
    this.list.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** Replaces everything by what `fetched()` finds, which is asked anew if overtaken meanwhile. */
  async refresh(fetched) {
    const before = this.#changes;
    const messages = await fetched();
    if (before !== this.#changes) return this.refresh(fetched);
    this.#changes += 1;
    this.#messages = new Map(messages.map((message) => [message.ts, message]));
    this.#draw(true);
  }

  /** Takes in a new or changed message. */
  upsert(message) {
    this.#changes += 1;
    const isNew = !this.#messages.has(message.ts);
    const mine = message.user === me()?.id;
    if (isNew && !mine && !this.#atBottom()) this.#below.hidden = false;
    this.#messages.set(message.ts, message);
    this.#draw(isNew && mine);
  }

  remove(ts) {
    this.#changes += 1;
    this.#messages.delete(ts);
    this.#draw();
  }

  get(ts) {
    return this.#messages.get(ts);
  }

  get count() {
    return this.#messages.size;
  }

  toBottom() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#below.hidden = true;
  }

  #atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Begins editing the person's own latest message; false where there is none. */
  editLast() {
    const mine = [...this.#messages.values()]
      .sort(byTime)
      .findLast((one) => one.is_mine && !one.deleted);
    if (mine) this.#edit(mine.ts);
    return Boolean(mine);
  }

  #draw(stick = false) {
    const atBottom = this.#atBottom();
    const wanted = [];
    let before = null;
    for (const message of [...this.#messages.values()].sort(byTime)) {
      const day = dayKey(seconds(message.ts));
      const newDay = !before || dayKey(seconds(before.ts)) !== day;
      if (newDay) wanted.push(this.#divider(day, message.ts));
      wanted.push(this.#article(message, !newDay && follows(message, before)));
      before = message;
    }
    if (!wanted.length && this.#empty) wanted.push(this.#empty);
    this.#place(wanted);
    if (atBottom || stick) this.toBottom();
  }

  #place(wanted) {
    const keep = new Set(wanted);
    for (const node of [...this.list.children]) if (!keep.has(node)) node.remove();
    wanted.forEach((node, index) => {
      if (this.list.children[index] !== node)
        this.list.insertBefore(node, this.list.children[index] ?? null);
    });
    const articles = [...this.list.querySelectorAll("article")];
    for (const article of articles) article.tabIndex = article === articles.at(-1) ? 0 : -1;
    for (const [key, { node }] of this.#nodes) if (!keep.has(node)) this.#nodes.delete(key);
  }

  #reuse(key, json, build) {
    const known = this.#nodes.get(key);
    if (known?.json === json) return known.node;
    const node = build();
    if (known) this.#swap(known.node, node);
    this.#nodes.set(key, { json, node });
    return node;
  }

  #swap(old, node) {
    const back = rememberFocus(old);
    const had = old.contains(document.activeElement);
    old.replaceWith(node);
    if (had && !back(node)) node.focus({ preventScroll: true });
  }

  #divider(day, ts) {
    const words = dayName(seconds(ts), now());
    return this.#reuse(`day ${day}`, words, () =>
      h("div", { class: "day", role: "separator", "aria-label": words }, h("span", {}, words)),
    );
  }

  #article(message, follow) {
    const { channel, onThread } = this.#settings;
    const { state, ...seen } = message;
    return this.#reuse(message.ts, JSON.stringify([seen, follow]), () => {
      if (!this.#values.has(message.ts)) this.#values.set(message.ts, valuesOf(message));
      return renderMessage(message, {
        channel,
        follows: follow,
        values: this.#values.get(message.ts),
        onThread: onThread && (() => onThread(message.thread_ts ?? message.ts)),
        onEdit: () => this.#edit(message.ts),
      });
    });
  }

  #edit(ts) {
    const article = this.#nodes.get(ts).node;
    const body = article.querySelector(".message-body");
    const { channel } = this.#settings;
    const shown = [...body.childNodes];
    const close = () => {
      body.replaceChildren(...shown);
      article.classList.remove("editing");
      article.focus({ preventScroll: true });
    };
    const composer = new Composer({
      label: "Redigér beskeden",
      cancel: close,
      submit: async (text, mentions) => {
        const { failed } = await act("edit", { channel, ts, text, mentions });
        if (!failed) close();
        return !failed;
      },
      buttons: [
        h("button", { type: "button", class: "button", on: { click: close } }, "Annullér"),
        h("button", { type: "submit", class: "button primary" }, "Gem"),
      ],
    });
    const { text, mentions } = toTyped(this.#messages.get(ts).text);
    article.classList.add("editing");
    body.replaceChildren(composer.node);
    composer.fill(text, mentions);
    composer.field.focus();
  }

  // Arrow keys walk from message to message once one of them has the focus.
  #walk(event) {
    const article = event.target.closest("article");
    if (event.target !== article) return;
    const articles = [...this.list.querySelectorAll("article")];
    const at = articles.indexOf(article);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[
      event.key
    ];
    if (next === undefined || !articles[next]) return;
    event.preventDefault();
    articles[next].focus();
  }

  /** Gives the newest message the focus. */
  focusLast() {
    [...this.list.querySelectorAll("article")].at(-1)?.focus();
  }
}
