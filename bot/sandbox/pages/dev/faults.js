// Faults on demand, and the socket that can be dropped.

import { clearFaults, setFault, setTransport } from "../api.js";
import { emit, on } from "../bus.js";
import { fill, h, iconButton, uid } from "../dom.js";
import { workspace } from "../session.js";

/** From kind of fault to its words and the fields that it needs. */
const KINDS = {
  refuse: { words: "Afvis kald med en fejlkode", fields: ["method", "error", "times"] },
  rate_limited: { words: "Svar 429: for mange kald", fields: ["method", "seconds", "times"] },
  server_error: { words: "Svar 500: fejl hos Slack", fields: ["method", "times"] },
  slow: { words: "Svar langsomt", fields: ["method", "seconds", "times"] },
  drop_connection: { words: "Afbryd uden at svare", fields: ["method", "times"] },
  lose_answer: { words: "Udfør kaldet, men tab svaret", fields: ["method", "times"] },
  repeat_event: { words: "Send den næste hændelse to gange", fields: ["times"] },
  delay_event: { words: "Forsink hændelser", fields: ["seconds", "times"] },
  lose_ack: { words: "Tab appens kvittering", fields: ["times"] },
};

const METHODS = [
  "chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "views.open",
  "views.update", "views.push", "views.publish", "users.info", "conversations.open",
];

const TRANSPORT = {
  drop: "Afbryd forbindelsen nu",
  silent: "Lad den dø i stilhed",
  refuse: "Afvis nye forbindelser",
  restore: "Genopret",
};

const guarded = async (work) => {
  try {
    await work();
    emit("state");
  } catch (error) {
    emit("error", { text: error.message });
  }
};

function labelled(words, control) {
  control.id = uid("fault");
  return h("label", { for: control.id }, words, control);
}

function controls() {
  const methods = h("datalist", { id: uid("methods") }, METHODS.map((name) => h("option", { value: name })));
  const text = (attrs) => h("input", { type: "text", autocomplete: "off", ...attrs });
  const number = (attrs) => h("input", { type: "number", min: 0, ...attrs });
  const fields = {
    method: text({ list: methods.id, placeholder: "alle metoder" }),
    error: text({ props: { value: "channel_not_found" } }),
    seconds: number({ step: "any", props: { value: "3" } }),
    times: number({ min: 1, placeholder: "til den ryddes", props: { value: "1" } }),
  };
  const words = { method: "Metode", error: "Fejlkode", seconds: "Sekunder", times: "Antal gange" };
  const rows = Object.fromEntries(
    Object.entries(fields).map(([name, control]) => [name, labelled(words[name], control)]),
  );
  return { fields, rows, methods };
}

function form() {
  const { fields, rows, methods } = controls();
  const kind = h("select", {}, Object.entries(KINDS).map(([name, one]) => h("option", { value: name }, one.words)));
  const adapt = () => {
    for (const [name, row] of Object.entries(rows)) row.hidden = !KINDS[kind.value].fields.includes(name);
  };
  const read = () => {
    const fault = { kind: kind.value };
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
    labelled("Hvad skal gå galt?", kind),
    Object.values(rows),
    methods,
    h("button", { type: "submit", class: "button primary" }, "Bestil fejlen"),
  );
}

function faultLine(fault) {
  const about = [
    fault.method && fault.method !== "*" ? fault.method : null,
    fault.error,
    fault.seconds ? `${fault.seconds} s` : null,
    fault.left ? `${fault.left} gange endnu` : "til den ryddes",
  ];
  return h(
    "li",
    {},
    h("span", {}, KINDS[fault.kind]?.words ?? fault.kind, h("span", { class: "about" }, ` ${about.filter(Boolean).join(" · ")}`)),
    iconButton("close", "Fjern fejlen", { on: { click: () => guarded(() => clearFaults(fault.id)) } }),
  );
}

function drawActive(box) {
  const faults = workspace().faults ?? [];
  if (!faults.length) return fill(box, h("p", { class: "empty" }, "Ingen fejl er bestilt."));
  const clear = h("button", { type: "button", class: "button", on: { click: () => guarded(() => clearFaults()) } }, "Ryd alle");
  return fill(box, h("ul", { class: "faults" }, faults.map(faultLine)), clear);
}

const STATES = { silent: "forbindelsen er død i stilhed", refuse: "nye forbindelser afvises" };

function drawTransport(box) {
  const { mode, connected, state } = workspace().transport ?? {};
  const link = mode === "http" ? "HTTP" : `Socket Mode, ${Number(connected) || 0} forbindelse(r)`;
  fill(box, [link, STATES[state]].filter(Boolean).join("; "), ".");
}

/** The panel; it follows the state by itself. */
export function faultsPanel() {
  const active = h("div", { "aria-live": "polite" });
  const transport = h("p", { class: "about" });
  const press = (action) => h(
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
