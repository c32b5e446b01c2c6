// Elements that one acts with: from type to node, in one table.
//
// `surface` is where the blocks stand: `{values, act(element, blockId, fields), typed(element,
// blockId), errors}`. `place` says where within it: `{blockId, labelId?, describedby?, input,
// dispatch, optional, invalid}`.

import { h } from "../dom.js";
import { plainText, textNode } from "../text/mrkdwn.js";
import { safeUrl } from "../text/inline.js";
import { ask } from "../widgets/confirm.js";
import { menuButton } from "../widgets/menu.js";
import { CHOICES } from "./choices.js";
import { INPUTS } from "./inputs.js";
import { fieldOf } from "./values.js";

/** Asks what `confirm` asks; true where nothing is to be asked. */
function confirmed({ confirm }) {
  if (!confirm) return true;
  return ask({
    title: plainText(confirm.title),
    body: textNode(confirm.text),
    confirm: plainText(confirm.confirm) || "Ja",
    deny: plainText(confirm.deny) || "Annullér",
    danger: confirm.style === "danger",
  });
}

const underway = new WeakMap();

/** Shows `node` as busy for as long as any of its acts is under way; it stays pressable. */
export async function whileBusy(node, promise) {
  underway.set(node, (underway.get(node) ?? 0) + 1);
  node.setAttribute("aria-busy", "true");
  try {
    return await promise;
  } finally {
    underway.set(node, underway.get(node) - 1);
    if (!underway.get(node)) node.removeAttribute("aria-busy");
  }
}

/**
 * Takes in a new value and, where the element says so, acts. Resolves to false when the person
 * said no to the confirmation: then the old value stands.
 */
async function changed(element, surface, place, value, node) {
  const old = surface.values.get(place.blockId, element);
  surface.values.set(place.blockId, element, value);
  if (place.input && !place.dispatch) {
    surface.typed(element, place.blockId);
    return true;
  }
  if (!(await confirmed(element))) {
    surface.values.set(place.blockId, element, old);
    return false;
  }
  await whileBusy(node, surface.act(element, place.blockId, { [fieldOf(element)]: value }));
  return true;
}

const idData = (element, place) => ({ actionId: element.action_id, blockId: place.blockId });

function button(element, surface, place) {
  const href = element.url ? safeUrl(element.url) : null;
  const press = async ({ currentTarget }) => {
    if (!(await confirmed(element))) return;
    await whileBusy(currentTarget, surface.act(element, place.blockId, { value: element.value }));
  };
  const attrs = {
    class: `button ${element.style ?? ""}`.trim(),
    "aria-label": element.accessibility_label,
    data: idData(element, place),
    on: { click: press },
  };
  const words = plainText(element.text);
  if (!href) return h("button", { type: "button", ...attrs }, words);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", ...attrs }, words);
}

function overflow(element, surface, place) {
  const pick = async (node, option) => {
    if (!(await confirmed(element))) return;
    await whileBusy(node, surface.act(element, place.blockId, { selected_option: option }));
  };
  const node = menuButton({
    label: "Flere valg",
    class: "overflow",
    data: idData(element, place),
    items: () =>
      element.options.map((option) => ({
        label: plainText(option.text),
        description: plainText(option.description),
        href: option.url ? safeUrl(option.url) : null,
        pick: () => pick(node, option),
      })),
  });
  return node;
}

const unknown = (element) =>
  h("span", { class: "unknown" }, `Elementet «${element.type}» kan ikke vises her.`);

const RENDER = { button, overflow, ...CHOICES, ...INPUTS };

/** The element as a node. */
export function renderElement(element, surface, place) {
  const render = Object.hasOwn(RENDER, element?.type) ? RENDER[element.type] : unknown;
  const change = (value, node) => changed(element, surface, place, value, node);
  return render(element, surface, place, { change, data: idData(element, place) });
}
