// The developer's drawer: traffic, what Slack would refuse, faults on demand and the clock.

import { fill, h, iconButton } from "../dom.js";
import { workspace } from "../session.js";
import { tabs } from "../widgets/tabs.js";
import { clockPanel } from "./clock.js";
import { faultsPanel } from "./faults.js";
import { problemsPanel } from "./problems.js";
import { trafficPanel } from "./traffic.js";

const PANELS = {
  traffic: ["Trafik", trafficPanel],
  problems: ["Hvad Slack ville afvise", problemsPanel],
  faults: ["Fejl", faultsPanel],
  clock: ["Ur", clockPanel],
};

let parts = null;

function build(box, close) {
  const panels = Object.entries(PANELS).map(([key, [label, make]]) => ({ key, label, ...make() }));
  const show = (key) => {
    parts.shown = key;
    for (const one of panels) (one.key === key ? one.opened : one.closed)();
  };
  const bar = tabs({ label: "Udviklerværktøj", items: panels, onSelect: show });
  parts = { show, shown: "traffic", panels };
  fill(
    box,
    h(
      "header",
      { class: "panel-head" },
      h("h2", {}, "Til udviklere"),
      iconButton("close", "Luk udviklerpanelet", { on: { click: close } }),
    ),
    bar.node,
    panels.map((one) => one.panel),
  );
}

/** Opens or closes the drawer; `button` is the one that does it. */
export function toggleDrawer(box, button) {
  const open = box.hidden;
  const close = () => (toggleDrawer(box, button), button.focus());
  if (!parts) build(box, close);
  box.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (!open) return parts.panels.forEach((one) => one.closed());
  parts.show(parts.shown);
  box.querySelector("[role=tab][aria-selected=true]").focus();
}

/** The count of problems on the button. */
export function drawProblemCount(badge) {
  const count = workspace().problems_count ?? 0;
  badge.hidden = !count;
  fill(
    badge,
    String(count),
    h("span", { class: "visually-hidden" }, count === 1 ? " problem" : " problemer"),
  );
}
