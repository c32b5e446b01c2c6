// The thread beside the conversation.

import { fetchMessages } from "../api.js";
import { on } from "../bus.js";
import { fill, h, iconButton } from "../dom.js";
import { channel as channelOf } from "../session.js";
import { shownMessage } from "./conversation.js";
import { Feed } from "./feed.js";
import { writing } from "./writing.js";

let open = null;

async function load() {
  const { channel, thread, feed } = open;
  await feed.refresh(async () => {
    const { messages } = await fetchMessages(channel, thread);
    const parent = shownMessage(thread);
    return parent && !messages.some((one) => one.ts === thread) ? [parent, ...messages] : messages;
  });
}

/** Shows the thread under the message `thread` in `panel`; `close()` is for its close button. */
export async function showThread(panel, channel, thread, close) {
  if (open?.channel === channel && open.thread === thread) return;
  const feed = new Feed({ channel, label: "Beskeder i tråden" });
  const composer = writing({ channel, thread, label: "Svar i tråden", up: () => feed.editLast() });
  open = { channel, thread, feed };
  panel.hidden = false;
  fill(
    panel,
    h(
      "header",
      { class: "panel-head" },
      h("h2", {}, "Tråd"),
      h("span", { class: "about" }, channelOf(channel)?.name ?? ""),
      iconButton("close", "Luk tråden", { on: { click: close } }),
    ),
    feed.node,
    composer.node,
  );
  await load();
  composer.field.focus();
}

/** Hides the thread. */
export function hideThread(panel) {
  open = null;
  panel.hidden = true;
  fill(panel);
}

const mine = (event) => open && event.channel === open.channel;

function incoming(event) {
  if (!mine(event)) return;
  const { message } = event;
  const belongs =
    (message?.thread_ts ?? event.thread_ts) === open.thread || event.ts === open.thread;
  if (!belongs) return;
  if (message) open.feed.upsert(message);
  else load();
}

/** Follows what the server tells. */
export function followThread() {
  for (const kind of ["message", "message_changed", "ephemeral"]) on(kind, incoming);
  on("message_deleted", (event) => mine(event) && open.feed.remove(event.ts));
  on("reload", () => open && load());
}
