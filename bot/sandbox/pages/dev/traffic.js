// The raw traffic between the app and the sandbox, newest first.

import { fetchTraffic } from "../api.js";
import { on } from "../bus.js";
import { append, h, uid } from "../dom.js";
import { clockTime } from "../text/dates.js";
import { devField } from "./field.js";
import { jsonBlock, pretty } from "./json.js";
import { Log } from "./log.js";

const DIRECTIONS = {
  to_app: { sign: "→", words: "til appen" },
  from_app: { sign: "←", words: "fra appen" },
};

const failed = (entry) => entry.ok === false || Boolean(entry.error);

const duration = ({ ms }) => (ms === null || ms === undefined ? "" : `${Math.round(ms)} ms`);

function outcome(entry) {
  if (entry.error) return String(entry.error);
  if (entry.ok === false) return String(entry.status ?? "fejl");
  return entry.status ? String(entry.status) : "ok";
}

function draw(entry) {
  const { sign, words } = DIRECTIONS[entry.direction] ?? { sign: "·", words: "" };
  const details = h(
    "details",
    {
      class: failed(entry) ? "entry entry-failed" : "entry",
      data: { direction: entry.direction, name: entry.name },
    },
    h(
      "summary",
      {},
      h("span", { class: "entry-sign", "aria-hidden": "true" }, sign),
      h(
        "span",
        { class: "entry-name" },
        entry.name,
        h("span", { class: "visually-hidden" }, ` ${words}`),
      ),
      entry.retry ? h("span", { class: "badge" }, `gentaget ${entry.retry}`) : null,
      h("span", { class: "entry-outcome" }, outcome(entry)),
      h(
        "span",
        { class: "entry-time" },
        [duration(entry), clockTime(entry.at)].filter(Boolean).join(" · "),
      ),
    ),
  );
  // Written out only when somebody looks: bodies may be long.
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      append(details, jsonBlock("Indhold", entry.body), jsonBlock("Svar", entry.answer));
    }
  });
  return details;
}

/** The panel; `opened()` begins to follow. */
export function trafficPanel() {
  const search = h("input", { type: "search", placeholder: "fx chat.update eller U012" });
  const direction = h(
    "select",
    {},
    h("option", { value: "" }, "Begge veje"),
    h("option", { value: "to_app" }, "Til appen"),
    h("option", { value: "from_app" }, "Fra appen"),
  );
  const onlyFailed = h("input", { type: "checkbox", id: uid("failed") });
  const fits = (entry) => {
    const wanted = search.value.trim().toLowerCase();
    if (direction.value && entry.direction !== direction.value) return false;
    if (onlyFailed.checked && !failed(entry)) return false;
    return (
      !wanted ||
      pretty([entry.name, entry.error, entry.body, entry.answer]).toLowerCase().includes(wanted)
    );
  };
  const log = new Log({
    label: "Trafik",
    empty: "Her er ingen trafik at vise.",
    fetch: async (after) => (await fetchTraffic(after)).entries,
    draw,
    fits,
    whole: (entry) => entry.ok !== null,
  });
  for (const field of [search, direction, onlyFailed])
    field.addEventListener("input", () => log.filter());
  const panel = h(
    "div",
    { class: "dev-panel" },
    h(
      "div",
      { class: "filters" },
      devField("Filter", search),
      devField("Retning", direction),
      h("div", { class: "check" }, onlyFailed, h("label", { for: onlyFailed.id }, "Kun fejl")),
    ),
    log.empty,
    log.node,
  );
  let following = false;
  on("traffic", () => following && log.refresh());
  return {
    panel,
    opened: () => ((following = true), log.refresh()),
    closed: () => (following = false),
  };
}
