// One message as an article: who, when, what, and what one can do with it.

import { act } from "../api.js";
import { surfaceActs } from "../blocks/acts.js";
import { renderBlocks } from "../blocks/blocks.js";
import { Values } from "../blocks/values.js";
import { h, icon } from "../dom.js";
import { app, me, person } from "../session.js";
import { clockTime, longDate, seconds } from "../text/dates.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { ask } from "../widgets/confirm.js";
import { menuButton } from "../widgets/menu.js";

const LONG = 3000;
const HUES = 8;

/** A steady colour number (0–7) for an id. */
const hue = (id) => [...String(id)].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % HUES;

const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();

/** The square with a person's initials; says nothing to screen readers. */
export const avatar = (id, name, isBot) =>
  h(
    "span",
    { class: isBot ? "avatar avatar-app" : `avatar hue-${hue(id)}`, "aria-hidden": "true" },
    initials(name || "?"),
  );

/** What the blocks of a message act on; values written so far are kept in `values`. */
const surfaceOf = (message, channel, values) => ({
  values,
  errors: {},
  ...surfaceActs({ channel, ts: message.ts }, values),
});

/** The values of a message's elements, as the server remembers them for this person. */
export const valuesOf = (message) => new Values(message.state);

function clamped(node, message) {
  const length = JSON.stringify(message.blocks ?? message.text ?? "").length;
  if (length < LONG * 1.5) return node;
  const box = h("div", { class: "long" }, node);
  const more = h(
    "button",
    { type: "button", class: "link-button", "aria-expanded": "false" },
    "Vis hele beskeden",
  );
  more.addEventListener("click", () => {
    const open = box.classList.toggle("long-open");
    more.textContent = open ? "Vis mindre" : "Vis hele beskeden";
    more.setAttribute("aria-expanded", String(open));
  });
  return [box, more];
}

function size(bytes) {
  if (!bytes) return "";
  const steps = [
    [1e6, "MB"],
    [1e3, "kB"],
    [1, "byte"],
  ];
  const [unit, name] = steps.find(([least]) => bytes >= least);
  return `${(bytes / unit).toLocaleString("da-DK", { maximumFractionDigits: 1 })} ${name}`;
}

const file = (one) => (one.mimetype === "image/png" ? picture(one) : download(one));

const picture = (one) =>
  h(
    "figure",
    { class: "picture" },
    h("img", { src: new URL(one.url_private).pathname, alt: one.alt_txt ?? one.title }),
    h("figcaption", {}, one.title),
  );

const download = (one) =>
  h(
    "a",
    {
      class: "file",
      href: one.url_private ? new URL(one.url_private).pathname : null,
      download: one.name,
    },
    icon("file"),
    h("span", { class: "file-name" }, one.name),
    h("span", { class: "file-size" }, size(one.size)),
  );

function body(message, channel, values) {
  if (message.deleted) return h("p", { class: "gone" }, "Beskeden er slettet.");
  const shown = message.blocks?.length
    ? renderBlocks(message.blocks, surfaceOf(message, channel, values))
    : mrkdwn(message.text);
  const files = message.files?.length
    ? h("div", { class: "files" }, message.files.map(file))
    : null;
  const edited = message.edited ? h("span", { class: "edited" }, "(redigeret)") : null;
  return [clamped(shown, message), edited, files];
}

async function remove(message, channel) {
  const yes = await ask({
    title: "Slet besked",
    body: "Vil du slette beskeden? Det kan ikke fortrydes.",
    confirm: "Slet",
    danger: true,
  });
  if (yes) await act("delete", { channel, ts: message.ts });
}

function menuItems(message, channel, { onThread, onEdit }) {
  const items = [];
  if (onThread) items.push({ label: "Svar i tråd", pick: onThread });
  if (message.is_mine && !message.deleted) {
    items.push({ label: "Redigér besked", pick: onEdit });
    items.push({ label: "Slet besked", danger: true, pick: () => remove(message, channel) });
  }
  for (const shortcut of app().shortcuts.filter((one) => one.kind === "message")) {
    items.push({
      label: shortcut.name,
      description: app().name,
      pick: () =>
        act("message_shortcut", { channel, ts: message.ts, callback_id: shortcut.callback_id }),
    });
  }
  return items;
}

function threadLink(message, onThread) {
  if (!message.reply_count || !onThread) return null;
  const words = message.reply_count === 1 ? "1 svar" : `${message.reply_count} svar`;
  return h(
    "button",
    { type: "button", class: "thread-link", on: { click: onThread } },
    icon("reply"),
    words,
  );
}

/** The name to show: the one the message carries, else the directory's. */
export const authorOf = (message) =>
  message.name || person(message.user)?.name || message.user || "Ukendt";

/**
 * The article. `settings`: `channel`, `values`, `follows` (the same author went just before),
 * `onThread` (absent in a thread) and `onEdit`.
 */
export function renderMessage(message, settings) {
  const name = authorOf(message);
  const at = seconds(message.ts);
  const time = h(
    "time",
    { datetime: new Date(at * 1000).toISOString(), title: longDate(at) },
    clockTime(at),
  );
  const items = () => menuItems(message, settings.channel, settings);
  const menu =
    !message.ephemeral && items().length
      ? menuButton({ label: "Handlinger for beskeden", items })
      : null;
  const reply =
    settings.onThread && !message.ephemeral
      ? h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": "Svar i tråd",
            title: "Svar i tråd",
            on: { click: settings.onThread },
          },
          icon("reply"),
        )
      : null;
  const tools = menu ? h("div", { class: "message-tools" }, reply, menu) : null;
  const who = h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, name),
    message.is_bot ? h("span", { class: "badge" }, "App") : null,
    time,
  );
  const private_ = message.ephemeral
    ? h("p", { class: "ephemeral-note" }, icon("eye"), "Kun synlig for dig")
    : null;
  return h(
    "article",
    {
      class: ["message", settings.follows && "follows", message.ephemeral && "ephemeral"]
        .filter(Boolean)
        .join(" "),
      "aria-label": `${name} kl. ${clockTime(at)}`,
      tabindex: "-1",
      data: {
        ts: message.ts,
        channel: settings.channel,
        user: message.user,
        mine: message.user === me()?.id || null,
      },
    },
    avatar(message.user, name, message.is_bot),
    h(
      "div",
      { class: "message-content" },
      private_,
      who,
      h("div", { class: "message-body" }, body(message, settings.channel, settings.values)),
      threadLink(message, settings.onThread),
    ),
    tools,
  );
}
