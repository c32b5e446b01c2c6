// The sandbox's clock, which can be moved forward so that nobody has to wait for Monday.

import { moveClock, moveToNext } from "../api.js";
import { emit, on } from "../bus.js";
import { fill, h } from "../dom.js";
import { knowsNext, now } from "../session.js";
import { clockTime, longDate } from "../text/dates.js";
import { devField } from "./field.js";

const MINUTE = 60;
const JUMPS = [
  ["5 minutter", 5 * MINUTE],
  ["1 time", 60 * MINUTE],
  ["1 dag", 24 * 60 * MINUTE],
  ["1 uge", 7 * 24 * 60 * MINUTE],
  ["30 dage", 30 * 24 * 60 * MINUTE],
];

async function jump(seconds) {
  try {
    await moveClock(seconds);
    emit("state");
  } catch (error) {
    emit("error", { text: error.message });
  }
}

async function jumpToNext() {
  try {
    const { moved } = await moveToNext();
    emit("state");
    if (!moved) emit("error", { text: "Der er ingen påmindelse på vej." });
  } catch (error) {
    emit("error", { text: error.message });
  }
}

function own() {
  const hours = h("input", { type: "number", min: 0, step: "any", props: { value: "12" } });
  const go = (event) => {
    event.preventDefault();
    if (hours.valueAsNumber > 0) jump(hours.valueAsNumber * 60 * MINUTE);
  };
  return h(
    "form",
    { class: "dev-form", "aria-label": "Andet spring", on: { submit: go } },
    devField("Timer", hours),
    h("button", { type: "submit", class: "button" }, "Flyt frem"),
  );
}

/** The panel; it follows the state by itself. */
export function clockPanel() {
  const shown = h("p", { class: "clock", "aria-live": "polite" });
  const next = h(
    "button",
    { type: "button", class: "button", on: { click: jumpToNext } },
    "Til næste påmindelse",
  );
  const draw = () => {
    fill(shown, `${longDate(now())} kl. ${clockTime(now())}`);
    next.hidden = !knowsNext();
  };
  on("drawn", draw);
  const panel = h(
    "div",
    { class: "dev-panel" },
    h("h3", {}, "Øvelsens ur"),
    shown,
    h(
      "p",
      { class: "about" },
      "Uret kan kun flyttes frem. Frister, genforsøg og påmindelser følger det.",
    ),
    h(
      "div",
      { class: "actions" },
      JUMPS.map(([words, seconds]) =>
        h("button", { type: "button", class: "button", on: { click: () => jump(seconds) } }, words),
      ),
      next,
    ),
    own(),
  );
  return { panel, opened: draw, closed: () => {} };
}
