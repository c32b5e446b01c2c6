// The workspace page: puts the parts together and keeps them in step with the server.

import { fetchState, listen } from "./api.js";
import { emit, on } from "./bus.js";
import {
  focusComposer,
  followConversation,
  showConversation,
  shownChannel,
} from "./chat/conversation.js";
import { drawSidebar } from "./chat/sidebar.js";
import { followThread, hideThread, showThread } from "./chat/thread.js";
import { drawProblemCount, toggleDrawer } from "./dev/drawer.js";
import { fill, h } from "./dom.js";
import {
  acting,
  actors,
  appChannel,
  channel,
  channels,
  me,
  setState,
  workspace,
} from "./session.js";
import { followModals, refresh as refreshViews } from "./views/modal.js";
import { notify } from "./widgets/notice.js";
import { picker } from "./widgets/picker.js";

const byId = (id) => document.getElementById(id);
const HOME = "hjem";

/** Where the address says we are: `{channel, rest}`; the app's conversation when it says nothing. */
function route() {
  const [id, rest = ""] = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (channel(id)) return { id, rest };
  return { id: (appChannel() ?? channels()[0])?.id, rest: "" };
}

function navigate(id, rest = "") {
  const hash = [id, rest].filter(Boolean).map(encodeURIComponent).join("/");
  location.hash = hash;
}

async function follow() {
  const { id, rest } = route();
  if (!id) return;
  const thread = rest && rest !== HOME ? rest : null;
  byId("sidebar").classList.remove("open");
  drawSidebar(byId("sidebar"), id);
  await showConversation(byId("main"), id, rest === HOME ? "home" : "messages", navigate);
  if (thread) await showThread(byId("thread"), id, thread, () => (navigate(id), focusComposer()));
  else hideThread(byId("thread"));
  drawTitle();
}

function drawTitle() {
  const unread = channels().reduce((sum, one) => sum + (one.unread || 0), 0);
  const name = channel(shownChannel())?.name ?? "";
  document.title = `${unread ? `(${unread}) ` : ""}${name} · ${me().name} · Øvelse, ikke Slack`;
}

function drawActor() {
  const choose = ([id]) => {
    if (id === acting()) return;
    const query = new URLSearchParams(location.search);
    query.set("as", id);
    location.search = query;
  };
  const options = actors().map((one) => ({
    value: one.id,
    text: one.name,
    description: [one.title, one.is_guest ? "gæst" : null].filter(Boolean).join(" · "),
  }));
  const node = picker({
    id: "actor",
    label: "Du er",
    labelledby: "actor-label",
    placeholder: "",
    groups: [{ options }],
    chosen: [acting()],
    commit: choose,
  });
  fill(byId("actor-slot"), node);
}

function drawAround() {
  fill(byId("team"), workspace().team.name);
  drawSidebar(byId("sidebar"), shownChannel() ?? route().id);
  drawProblemCount(byId("problem-count"));
  drawTitle();
  emit("drawn");
}

let fetching = null;

/** Fetches the state anew; many calls at once become one. */
function refreshState() {
  fetching ??= new Promise((done) => setTimeout(done, 60))
    .then(() => ((fetching = null), fetchState(acting())))
    .then((next) => (setState(next), drawAround()))
    .catch((error) => emit("error", { text: error.message }));
  return fetching;
}

function followConnection() {
  let away = null;
  on("offline", ({ text }) => (away ??= notify(text, { lasting: true })));
  on("online", () => {
    if (!away) return;
    away.remove();
    away = null;
    refreshState();
    emit("reload");
  });
}

function followServer() {
  for (const kind of [
    "message",
    "message_deleted",
    "ephemeral",
    "problem",
    "transport",
    "fault",
    "state",
  ]) {
    on(kind, refreshState);
  }
  on("error", ({ text }) => notify(text));
  followConversation();
  followThread();
  followModals();
  followConnection();
}

function sideBySide() {
  const other = actors().find((one) => one.id !== acting()) ?? me();
  const query = new URLSearchParams({ left: acting(), right: other.id });
  location.href = `/pages/side.html?${query}`;
}

function followButtons() {
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    focusComposer();
  });
  byId("side").addEventListener("click", sideBySide);
  byId("dev").addEventListener("click", () => toggleDrawer(byId("drawer"), byId("dev")));
}

/** On a narrow screen the list lies above the conversation, until one is chosen or it is left. */
function followSidebar() {
  const sidebar = byId("sidebar");
  document.addEventListener("click", ({ target }) => {
    const opens = target.closest("[data-open=sidebar]");
    const stays = sidebar.contains(target) && !target.closest("[data-close=sidebar]");
    sidebar.classList.toggle(
      "open",
      Boolean(opens) || (stays && sidebar.classList.contains("open")),
    );
    if (opens) sidebar.querySelector("a[aria-current], a")?.focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !sidebar.classList.contains("open")) return;
    sidebar.classList.remove("open");
    document.querySelector("[data-open=sidebar]")?.focus();
  });
}

async function start() {
  const asked = new URLSearchParams(location.search);
  document.documentElement.classList.toggle("embedded", asked.has("embedded"));
  setState(await fetchState(asked.get("as")));
  drawActor();
  followServer();
  followButtons();
  followSidebar();
  addEventListener("hashchange", follow);
  listen();
  await follow();
  drawAround();
  await refreshViews();
  document.documentElement.dataset.ready = "true";
}

start().catch((error) =>
  fill(byId("main"), h("p", { class: "empty", role: "alert" }, error.message)),
);
