// What Slack would refuse, or warn about, with the reason.

import { fetchProblems } from "../api.js";
import { on } from "../bus.js";
import { append, h } from "../dom.js";
import { clockTime } from "../text/dates.js";
import { jsonBlock } from "./json.js";
import { Log } from "./log.js";

const SEVERITIES = { refused: "Afvist", warning: "Advarsel" };

const detail = ({ pointer, problem }) =>
  h("li", {}, pointer ? h("code", {}, pointer) : null, " ", h("span", { lang: "en" }, problem));

function draw(entry) {
  const details = h(
    "details",
    {
      class: entry.severity === "refused" ? "entry entry-failed" : "entry",
      data: { problem: entry.error },
    },
    h(
      "summary",
      {},
      h("span", { class: "badge" }, SEVERITIES[entry.severity]),
      h("span", { class: "entry-name" }, entry.error),
      h("span", { class: "entry-time" }, clockTime(entry.at)),
      h("span", { class: "entry-about" }, entry.method),
    ),
    h("ul", {}, entry.details.map(detail)),
  );
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector(".json"))
      append(details, jsonBlock("Indhold", entry.payload));
  });
  return details;
}

/** The panel; `opened()` begins to follow. */
export function problemsPanel() {
  const log = new Log({
    label: "Hvad Slack ville afvise",
    empty: "Intet. Alt, hvad appen har sendt, ville Slack tage imod.",
    fetch: async (after) => (await fetchProblems(after)).problems,
    draw,
    fits: () => true,
    whole: () => true,
  });
  const about = h(
    "p",
    { class: "about" },
    "Her står det, som Slack ville afvise eller advare om, og hvorfor.",
  );
  const panel = h("div", { class: "dev-panel" }, about, log.empty, log.node);
  let following = false;
  on("problem", () => following && log.refresh());
  return {
    panel,
    opened: () => ((following = true), log.refresh()),
    closed: () => (following = false),
  };
}
