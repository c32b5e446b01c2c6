// Faults on demand, and the socket that can be dropped.

import { clearFaults, setFault, setTransport } from "../api.js";
import { emit, on } from "../bus.js";
import { fill, h, iconButton, uid } from "../dom.js";
import { workspace } from "../session.js";
import { devField } from "./field.js";

/** From kind of fault to its words and the fields that it needs. */
const KINDS = {
  error: { words: "Afvis kald med en fejlkode", fields: ["target", "error", "times"] },
  ratelimited: { words: "Svar 429: for mange kald", fields: ["target", "seconds", "times"] },
  server_error: { words: "Svar 500: fejl hos Slack", fields: ["target", "times"] },
  slow: { words: "Svar langsomt", fields: ["target", "seconds", "times"] },
  drop: { words: "Afbryd uden at svare", fields: ["target", "times"] },
  lose_answer: { words: "Udfør kaldet, men tab svaret", fields: ["target", "times"] },
  repeat: { words: "Send den næste hændelse to gange", fields: ["times"] },
  delay: { words: "Forsink hændelser", fields: ["seconds", "times"] },
  lose_ack: { words: "Tab appens kvittering", fields: ["times"] },
  refuse_connections: { words: "Afvis nye forbindelser", fields: ["times"] },
};

const METHODS = [
  "chat.postMessage",
  "chat.update",
  "chat.delete",
  "chat.postEphemeral",
  "views.open",
  "views.update",
  "views.publish",
  "users.info",
];

const TRANSPORT = {
  drop: "Afbryd forbindelsen nu",
  silent: "Lad den dø i stilhed",
  disconnect: "Bed appen forbinde på ny",
};

const guarded = async (work) => {
  try {
    await work();
    emit("state");
  } catch (error) {
    emit("error", { text: error.message });
  }
};

function controls() {
  const methods = h(
    "datalist",
    { id: uid("methods") },
    METHODS.map((name) => h("option", { value: name })),
  );
  const text = (attrs) => h("input", { type: "text", autocomplete: "off", ...attrs });
  const number = (attrs) => h("input", { type: "number", min: 0, ...attrs });
  const fields = {
    target: text({ list: methods.id, placeholder: "alle metoder" }),
    error: text({ props: { value: "channel_not_found" } }),
    seconds: number({ step: "any", props: { value: "3" } }),
    times: number({ min: 1, placeholder: "til den ryddes", props: { value: "1" } }),
  };
  const words = { target: "Metode", error: "Fejlkode", seconds: "Sekunder", times: "Antal gange" };
  const rows = Object.fromEntries(
    Object.entries(fields).map(([name, control]) => [name, devField(words[name], control)]),
  );
  return { fields, rows, methods };
}

function form() {
  const { fields, rows, methods } = controls();
  const kind = h(
    "select",
    {},
    Object.entries(KINDS).map(([name, one]) => h("option", { value: name }, one.words)),
  );
  const adapt = () => {
    for (const [name, row] of Object.entries(rows))
      row.hidden = !KINDS[kind.value].fields.includes(name);
  };
  const read = () => {
    const fault = { kind: kind.value, times: null };
    for (const name of KINDS[kind.value].fields) {
      const { value, type } = fields[name];
      if (value !== "") fault[name] = type === "number" ? Number(value) : value.trim();
    }
    return fault;
  };
  kind.addEventListener("input", adapt);
  adapt();
  return h(
    "form",
    {
      class: "dev-form",
      "aria-label": "Bestil en fejl",
      on: { submit: (event) => (event.preventDefault(), guarded(() => setFault(read()))) },
    },
    devField("Hvad skal gå galt?", kind),
    Object.values(rows),
    methods,
    h("button", { type: "submit", class: "button primary" }, "Bestil fejlen"),
  );
}

function faultLine(fault) {
  const uses = (name) => KINDS[fault.kind].fields.includes(name);
  const about = [
    fault.target === "*" ? null : fault.target,
    uses("error") ? fault.error : null,
    uses("seconds") ? `${fault.seconds} s` : null,
    fault.times ? `${fault.times} gange endnu` : "til den ryddes",
  ];
  return h(
    "li",
    {},
    h(
      "span",
      {},
      KINDS[fault.kind].words,
      h("span", { class: "about" }, ` ${about.filter(Boolean).join(" · ")}`),
    ),
    iconButton("close", "Fjern fejlen", {
      on: { click: () => guarded(() => clearFaults(fault.id)) },
    }),
  );
}

function drawActive(box) {
  const { faults } = workspace();
  if (!faults.length) return fill(box, h("p", { class: "empty" }, "Ingen fejl er bestilt."));
  const clear = h(
    "button",
    { type: "button", class: "button", on: { click: () => guarded(() => clearFaults()) } },
    "Ryd alle",
  );
  return fill(box, h("ul", { class: "faults" }, faults.map(faultLine)), clear);
}

const count = (number) => (number === 1 ? "1 forbindelse" : `${number} forbindelser`);

function drawTransport(box) {
  const { mode, connected, request_url: url } = workspace().transport;
  fill(box, mode === "http" ? `Signeret HTTP til ${url}` : `Socket Mode, ${count(connected)}`);
}

/** The panel; it follows the state by itself. */
export function faultsPanel() {
  const active = h("div", { "aria-live": "polite" });
  const transport = h("p", { class: "about" });
  const press = (action) =>
    h(
      "button",
      { type: "button", class: "button", on: { click: () => guarded(() => setTransport(action)) } },
      TRANSPORT[action],
    );
  const draw = () => (drawActive(active), drawTransport(transport));
  on("drawn", draw);
  const panel = h(
    "div",
    { class: "dev-panel" },
    form(),
    h("h3", {}, "Bestilte fejl"),
    active,
    h("h3", {}, "Forbindelsen til appen"),
    transport,
    h("div", { class: "actions" }, Object.keys(TRANSPORT).map(press)),
  );
  return { panel, opened: draw, closed: () => {} };
}
