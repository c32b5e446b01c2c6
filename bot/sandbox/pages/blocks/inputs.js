// Elements that one writes in: text, dates and times.

import { h } from "../dom.js";
import { longDate } from "../text/dates.js";
import { plainText } from "../text/mrkdwn.js";

// Long enough to write a whole date digit by digit without every digit being sent.
const PAUSE = 800;

const common = (element, place, data) => ({
  id: place.controlId,
  "aria-labelledby": place.labelId,
  "aria-label": place.labelId ? null : (place.label ?? (plainText(element.placeholder) || null)),
  "aria-describedby": place.describedby,
  "aria-invalid": place.invalid ? "true" : null,
  "aria-required": place.input && !place.optional ? "true" : null,
  placeholder: plainText(element.placeholder) || null,
  autofocus: element.focus_on_load,
  data,
});

const dispatchesOn = (element, what) =>
  (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(what);

/** A text field. Writes the value down at every stroke. */
function textField(element, surface, place, { change, data }) {
  const many = element.multiline;
  const note = (node) => surface.values.set(place.blockId, element, node.value || null);
  const send = (node) => change(node.value || null, node);
  const on = {
    input: ({ target }) => {
      note(target);
      if (place.dispatch && dispatchesOn(element, "on_character_entered")) send(target);
    },
    change: ({ target }) => !place.dispatch && send(target),
    keydown: (event) => {
      if (
        event.key !== "Enter" ||
        event.isComposing ||
        (many && !event.ctrlKey && !event.metaKey)
      )
        return;
      if (!place.dispatch || !dispatchesOn(element, "on_enter_pressed")) return;
      event.preventDefault();
      send(event.target);
    },
  };
  const value = surface.values.get(place.blockId, element) ?? "";
  const attrs = { ...common(element, place, data), autocomplete: "off", on, props: { value } };
  return many ? h("textarea", { ...attrs, rows: 5 }) : h("input", { ...attrs, type: "text" });
}

const asDate = (value) => {
  const at = Date.parse(`${value}T12:00:00Z`) / 1000;
  return Number.isFinite(at) ? longDate(at) : "";
};

const localTime = (epoch) => {
  if (!epoch) return "";
  const at = new Date(epoch * 1000);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};

/** How a native picker of time speaks of Slack's value. */
const MOMENTS = {
  datepicker: {
    type: "date",
    show: (value) => value ?? "",
    read: (text) => text || null,
    say: asDate,
  },
  datetimepicker: {
    type: "datetime-local",
    show: localTime,
    read: (text) => (text ? Math.round(new Date(text).getTime() / 1000) : null),
  },
};

const LABELS = {
  date: "Vælg dato",
  "datetime-local": "Vælg dato og tidspunkt",
};

function momentField({ type, show, read, say = () => "" }) {
  return (element, surface, place, { change, data }) => {
    let sent = surface.values.get(place.blockId, element) ?? null;
    let timer = 0;
    const words = h("span", { class: "moment-words", "aria-live": "polite" });
    const send = () => {
      clearTimeout(timer);
      const value = read(field.value);
      if (value === sent) return;
      sent = value;
      change(value, field);
    };
    const note = () => {
      words.textContent = say(field.value);
      surface.values.set(place.blockId, element, read(field.value));
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
    };
    const keydown = (event) => event.key === "Enter" && send();
    const field = h("input", {
      ...common(element, { label: LABELS[type], ...place }, data),
      placeholder: null,
      type,
      on: { change: note, blur: send, keydown },
      props: { value: show(sent) },
    });
    words.textContent = say(field.value);
    return h("span", { class: "moment" }, field, words);
  };
}

/** From type to `render(element, surface, place, {change, data})`. */
export const INPUTS = {
  plain_text_input: textField,
  ...Object.fromEntries(
    Object.entries(MOMENTS).map(([kind, moment]) => [kind, momentField(moment)]),
  ),
};
