// The conversation in the middle: its head, its messages, its composer, and an app's Home.

import { act, fetchMessages } from "../api.js";
import { on } from "../bus.js";
import { fill, h, icon, iconButton } from "../dom.js";
import { app, channel as channelOf, isAppChannel, me } from "../session.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { drawHome } from "../views/home.js";
import { announce } from "../widgets/notice.js";
import { tabs } from "../widgets/tabs.js";
import { Feed } from "./feed.js";
import { authorOf } from "./message.js";
import { writing } from "./writing.js";

const PURPOSE = "Skriv den første besked.";
let shown = null;

const title = (one) => (one.kind === "channel" ? `# ${one.name}` : one.name);

function head(one) {
  const count = one.members?.length ?? 0;
  const about =
    one.kind === "channel" ? `${count} medlemmer` : isAppChannel(one) ? "App" : "Direkte besked";
  return h(
    "header",
    { class: "conversation-head" },
    iconButton("menu", "Vis samtaler", { class: "sidebar-open", data: { open: "sidebar" } }),
    h("h1", { tabindex: "-1" }, title(one)),
    h("span", { class: "about" }, about),
  );
}

const inFeed = (message) => !message.thread_ts || message.thread_ts === message.ts;

async function load(one) {
  const { feed } = shown;
  await feed.refresh(async () => (await fetchMessages(one.id)).messages.filter(inFeed));
  if (shown?.feed === feed) markRead(one);
}

function markRead(one) {
  if (!one.archived) act("read", { channel: one.id });
}

function bar(composer, archived) {
  if (archived)
    return h("p", { class: "closed" }, "Kanalen er arkiveret. Man kan læse, men ikke skrive.");
  return composer.node;
}

function messagesPanel(one, navigate) {
  const empty = h("p", { class: "empty" }, `Her er ingen beskeder endnu. ${PURPOSE}`);
  const feed = new Feed({
    channel: one.id,
    label: "Beskeder",
    empty,
    onThread: (ts) => navigate(one.id, ts),
  });
  const composer = writing({
    channel: one.id,
    label: `Skriv til ${title(one).replace("# ", "#")}`,
    up: () => feed.editLast(),
  });
  const panel = h("div", { class: "panel" }, feed.node, bar(composer, one.archived));
  return { feed, composer, panel };
}

/** Shows the channel in `main`; `tab` is `messages` or `home`; `navigate(channel, rest)` goes on. */
export async function showConversation(main, id, tab, navigate) {
  const one = channelOf(id);
  if (shown?.id !== id || !main.contains(shown.panel)) {
    const parts = messagesPanel(one, navigate);
    shown = { id, ...parts };
    if (isAppChannel(one) && app().home_tab) {
      shown.home = h("div", { class: "panel home" });
      shown.tabs = tabs({
        label: "Visning",
        items: [
          { key: "messages", label: [icon("reply"), "Beskeder"], panel: parts.panel },
          { key: "home", label: [icon("home"), "Hjem"], panel: shown.home },
        ],
        onSelect: (key) => navigate(id, key === "home" ? "hjem" : ""),
      });
    }
    fill(main, head(one), shown.tabs?.node, parts.panel, shown.home);
    await load(one);
  }
  openTab(tab);
}

function openTab(tab) {
  if (!shown.tabs || shown.tab === tab) return;
  shown.tab = tab;
  shown.tabs.select(tab);
  if (tab !== "home") {
    act("open_messages_tab");
    shown.feed.toBottom();
    return;
  }
  act("open_home");
  drawHome(shown.home);
}

/** Puts the caret where one writes. */
export const focusComposer = () => shown?.composer.field.focus();

/** The id of the channel that is shown. */
export const shownChannel = () => shown?.id;

/** The message with this `ts` in the shown channel, if it is there. */
export const shownMessage = (ts) => shown?.feed.get(ts);

const plain = (message) => (message.text ? mrkdwn(message.text).textContent : "en besked");

/** Reads a message from someone else aloud: its `text`, as Slack does. */
function tell(message) {
  if (!message || message.user === me().id) return;
  const whom = message.ephemeral ? " (kun til dig)" : "";
  announce(`${authorOf(message)}${whom}: ${plain(message).slice(0, 2000)}`);
}

function incoming({ kind, channel, message }) {
  if (channel !== shown?.id) return;
  if (!message) {
    load(channelOf(channel));
    return;
  }
  if (kind !== "message_changed") tell(message);
  if (inFeed(message)) {
    shown.feed.upsert(message);
    if (kind === "message") markRead(channelOf(channel));
  } else if (kind !== "message_changed") {
    // The parent's count of replies has changed.
    load(channelOf(channel));
  }
}

/** Follows what the server tells. */
export function followConversation() {
  for (const kind of ["message", "message_changed", "ephemeral"]) on(kind, incoming);
  on("message_deleted", ({ channel, ts }) => channel === shown?.id && shown.feed.remove(ts));
  on("home", () => shown?.home && drawHome(shown.home));
  on("reload", () => shown && load(channelOf(shown.id)));
}
