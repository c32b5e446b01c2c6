// Elements where one chooses: lists of options, of people and of channels, radio and check boxes.

import { h, uid } from "../dom.js";
import { channels, everyone } from "../session.js";
import { plainText, textNode } from "../text/mrkdwn.js";
import { picker } from "../widgets/picker.js";

const asOption = (option) => ({
  value: option.value,
  text: plainText(option.text),
  description: plainText(option.description),
});

const staticGroups = (element) => [{ options: (element.options ?? []).map(asOption) }];

const peopleGroups = () => [
  {
    options: everyone()
      .filter((one) => !one.is_bot)
      .map((one) => ({
        value: one.id,
        text: one.name,
        description: one.title ?? "",
      })),
  },
];

const sign = (one) => (one.kind === "channel" ? `#${one.name}` : one.name);

const channelGroups = (kinds) => () => [
  {
    options: channels()
      .filter((one) => kinds.includes(one.kind))
      .map((one) => ({
        value: one.id,
        text: sign(one),
      })),
  },
];

const same = (value) => value;

/** A source of options: what stands in the list, and between its ids and Slack's values. */
const STATIC = {
  groups: staticGroups,
  id: (option) => option.value,
  value: (id, element) => (element.options ?? []).find((option) => option.value === id),
};
const PEOPLE = { groups: peopleGroups, id: same, value: same };
const KINDS = { public: "channel", im: "im" };
const included = (element) =>
  (element.filter?.include ?? Object.keys(KINDS)).map((kind) => KINDS[kind]);
const CONVERSATIONS = {
  groups: (element) => channelGroups(included(element))(),
  id: same,
  value: same,
};

const NONE = "";

function select(source, multiple) {
  return (element, surface, place, { change, data }) => {
    const value = surface.values.get(place.blockId, element);
    const chosen = (multiple ? value ?? [] : [value]).filter((one) => one !== null && one !== undefined);
    const groups = source.groups(element);
    const clearable = place.input && place.optional && !multiple;
    if (clearable) groups.unshift({ options: [{ value: NONE, text: "Intet valgt" }] });
    const words = plainText(element.placeholder) || "Vælg";
    const pack = (ids) => {
      const values = ids.map((id) => (id === NONE && clearable ? null : source.value(id, element)));
      return multiple ? values : (values[0] ?? null);
    };
    return picker({
      id: place.controlId,
      label: place.label ?? words,
      labelledby: place.labelId,
      describedby: place.describedby,
      invalid: place.invalid,
      required: place.input && !place.optional,
      placeholder: words,
      groups,
      chosen: chosen.map(source.id),
      multiple,
      data,
      commit: (ids, node) => change(pack(ids), node),
    });
  };
}

function boxes(type, role, read) {
  return (element, surface, place, { change, data }) => {
    const name = uid("choice");
    const value = surface.values.get(place.blockId, element);
    const picked = new Set([value ?? []].flat().map((option) => option.value));
    const group = h("div", {
      class: "choices",
      role,
      "aria-labelledby": place.labelId,
      "aria-describedby": place.describedby,
      "aria-label": place.labelId ? null : (place.label ?? "Vælg"),
      "aria-invalid": place.invalid && role === "radiogroup" ? "true" : null,
      data,
    });
    const update = () => change(read(element, group), group);
    for (const option of element.options ?? []) {
      const id = uid("box");
      const description = option.description ? uid("about") : null;
      const input = h("input", {
        type,
        name,
        id,
        value: option.value,
        "aria-describedby": description,
        on: { change: update },
        props: { checked: picked.has(option.value) },
      });
      const label = h("label", { for: id }, textNode(option.text));
      const about =
        description &&
        h("div", { id: description, class: "option-description" }, textNode(option.description));
      group.append(h("div", { class: "choice" }, input, h("div", {}, label, about)));
    }
    return group;
  };
}

const ticked = (element, group) => {
  const inputs = [...group.querySelectorAll("input")];
  return element.options.filter((_, index) => inputs[index].checked);
};

/** From type to `render(element, surface, place, {change, data})`. */
export const CHOICES = {
  static_select: select(STATIC, false),
  multi_static_select: select(STATIC, true),
  users_select: select(PEOPLE, false),
  multi_users_select: select(PEOPLE, true),
  conversations_select: select(CONVERSATIONS, false),
  radio_buttons: boxes(
    "radio",
    "radiogroup",
    (element, group) => ticked(element, group)[0] ?? null,
  ),
  checkboxes: boxes("checkbox", "group", ticked),
};
