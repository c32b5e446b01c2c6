// The conversations one can open, and which of them hold something unread.

import { fill, h, icon } from "../dom.js";
import { channels, isAppChannel, me, person } from "../session.js";
import { avatar } from "./message.js";

const other = (channel) => (channel.members ?? []).find((id) => id !== me().id);

function mark(channel) {
  if (channel.kind === "channel") return h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const id = other(channel);
  return avatar(id, channel.name, person(id)?.is_bot ?? isAppChannel(channel));
}

function unread({ unread: count }) {
  if (!count) return null;
  return h(
    "span",
    { class: "unread" },
    String(count),
    h("span", { class: "visually-hidden" }, count === 1 ? " ulæst" : " ulæste"),
  );
}

function entry(channel, current) {
  return h(
    "li",
    {},
    h(
      "a",
      {
        href: `#${encodeURIComponent(channel.id)}`,
        class: channel.unread ? "channel has-unread" : "channel",
        "aria-current": channel.id === current ? "page" : null,
        data: { channel: channel.id },
      },
      mark(channel),
      h("span", { class: "channel-name" }, channel.name),
      isAppChannel(channel) ? h("span", { class: "badge" }, "App") : null,
      channel.archived ? h("span", { class: "badge" }, "Arkiveret") : null,
      channel.shared ? h("span", { class: "badge" }, "Delt") : null,
      unread(channel),
    ),
  );
}

function group(title, list, current) {
  if (!list.length) return null;
  const id = `group-${title.replace(/\W/g, "")}`;
  return [
    h("h2", { id, class: "group-title" }, title),
    h(
      "ul",
      { "aria-labelledby": id },
      list.map((one) => entry(one, current)),
    ),
  ];
}

/** Draws the list anew; `current` is the shown channel's id. Keeps the focus where it was. */
export function drawSidebar(nav, current) {
  const focused = nav.contains(document.activeElement) && document.activeElement.dataset.channel;
  const appFirst = (one, two) => isAppChannel(two) - isAppChannel(one);
  fill(
    nav,
    h(
      "button",
      {
        type: "button",
        class: "icon-button sidebar-close",
        "aria-label": "Luk listen",
        data: { close: "sidebar" },
      },
      icon("close"),
    ),
    group(
      "Direkte beskeder",
      channels()
        .filter((one) => one.kind === "im")
        .sort(appFirst),
      current,
    ),
    group(
      "Kanaler",
      channels().filter((one) => one.kind === "channel"),
      current,
    ),
  );
  if (focused) nav.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}
