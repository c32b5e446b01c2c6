// The composer of a conversation or a thread: what becomes of what one writes there.

import { act } from "../api.js";
import { h, icon, iconButton } from "../dom.js";
import { app, channel as channelOf } from "../session.js";
import { menuButton } from "../widgets/menu.js";
import { notify } from "../widgets/notice.js";
import { Composer } from "./composer.js";
import { uploadButton } from "./upload.js";

const drafts = new Map();

const commandOf = (text) => /^\/[^\s/]+/.exec(text)?.[0];

async function command(text, channel, thread) {
  const name = commandOf(text);
  if (!app().commands.some((one) => one.command === name)) {
    notify(`${name} er ikke en kommando her.`);
    return false;
  }
  if (thread) {
    notify(`${name} kan ikke bruges i en tråd. Skriv den i samtalen i stedet.`);
    return false;
  }
  const { failed } = await act("command", { channel, text });
  return !failed;
}

async function message(text, mentions, channel, thread) {
  const { failed } = await act("message", { channel, text, mentions, thread_ts: thread });
  return !failed;
}

function shortcutsButton() {
  const shortcuts = () => app().shortcuts.filter((one) => one.kind === "global");
  if (!shortcuts().length) return null;
  return menuButton({
    label: "Genveje",
    iconName: "bolt",
    items: () =>
      shortcuts().map((one) => ({
        label: one.name,
        description: app().name,
        pick: () => act("global_shortcut", { callback_id: one.callback_id }),
      })),
  });
}

/** A composer for this channel, or for the thread under `thread`; `up()` edits the latest message. */
export function writing({ channel, thread, label, up }) {
  const key = `${channel} ${thread ?? ""}`;
  const composer = new Composer({
    label,
    up,
    commands: !thread,
    special: channelOf(channel)?.kind === "channel",
    tools: [
      uploadButton(() => ({ channel, thread_ts: thread })),
      iconButton("at", "Nævn en person", { on: { click: () => composer.insert("@") } }),
      thread ? null : shortcutsButton(),
    ],
    buttons: h(
      "button",
      { type: "submit", class: "button primary send", "aria-label": "Send", title: "Send (Enter)" },
      icon("send"),
    ),
    submit: (text, mentions) => {
      drafts.delete(key);
      const trimmed = text.trim();
      if (commandOf(trimmed)) return command(trimmed, channel, thread);
      return message(text, mentions, channel, thread);
    },
  });
  if (!thread) composer.field.id = "skriv";
  composer.fill(drafts.get(key) ?? "");
  composer.field.addEventListener("input", () => drafts.set(key, composer.text));
  return composer;
}
