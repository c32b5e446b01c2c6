// Block Kit as DOM nodes: from the type of a block to what is shown, in one table.

import { h, uid } from "../dom.js";
import { markdown } from "../text/markdown.js";
import { plainText, textNode } from "../text/mrkdwn.js";
import { renderElement } from "./elements.js";
import { richText } from "./richtext.js";

function section(block, surface) {
  const words =
    block.text && h("div", { id: uid("text"), class: "section-text" }, textNode(block.text));
  const place = { blockId: block.block_id, describedby: words?.id };
  const accessory = block.accessory && renderElement(block.accessory, surface, place);
  const side = accessory && h("div", { class: "accessory" }, accessory);
  return h("div", { class: "section" }, h("div", { class: "section-body" }, words), side);
}

const header = (block, surface) =>
  h(surface.heading ?? "h2", { class: "block-header" }, plainText(block.text));

const divider = () => h("hr");

const context = (block) =>
  h(
    "div",
    { class: "context" },
    (block.elements ?? []).map((part) => h("span", {}, textNode(part))),
  );

const actions = (block, surface) =>
  h(
    "div",
    { class: "actions" },
    (block.elements ?? []).map((one) => renderElement(one, surface, { blockId: block.block_id })),
  );

const GROUPED = new Set(["radio_buttons", "checkboxes"]);

function input(block, surface) {
  const error = surface.errors?.[block.block_id];
  const labelId = uid("label");
  const hintId = block.hint && uid("hint");
  const errorId = error && uid("error");
  const controlId = uid("field");
  const optional = block.optional ? h("span", { class: "optional" }, " (valgfri)") : null;
  const grouped = GROUPED.has(block.element.type);
  const label = h(
    grouped ? "div" : "label",
    { id: labelId, class: "input-label", for: grouped ? null : controlId },
    plainText(block.label),
    optional,
  );
  const control = renderElement(block.element, surface, {
    blockId: block.block_id,
    labelId,
    controlId,
    label: plainText(block.label),
    describedby: [errorId, hintId].filter(Boolean).join(" ") || null,
    input: true,
    dispatch: block.dispatch_action,
    optional: block.optional,
    invalid: Boolean(error),
  });
  return h(
    "div",
    { class: error ? "input input-wrong" : "input" },
    label,
    control,
    error && h("p", { id: errorId, class: "field-error" }, error),
    block.hint && h("p", { id: hintId, class: "hint" }, plainText(block.hint)),
  );
}

const unknown = (block) =>
  h("p", { class: "unknown" }, `Blokken «${block.type}» kan ikke vises her.`);

const RENDER = {
  section,
  header,
  divider,
  context,
  actions,
  input,
  rich_text: richText,
  markdown: (block) => markdown(block.text),
};

function renderBlock(block, surface) {
  const render = Object.hasOwn(RENDER, block.type) ? RENDER[block.type] : unknown;
  const node = render(block, surface);
  node.dataset.blockId = block.block_id ?? "";
  node.classList.add("block");
  return node;
}

/** All blocks of one surface in a `div`; see elements.js for `surface`. */
export const renderBlocks = (blocks, surface) =>
  h(
    "div",
    { class: "blocks" },
    blocks.map((block) => renderBlock(block, surface)),
  );

/** Where the focus stands within `root`, to be found again after it is drawn anew. */
export function rememberFocus(root) {
  const { activeElement } = document;
  if (!root.contains(activeElement)) return () => {};
  const { actionId, blockId } = activeElement.dataset;
  const value =
    activeElement.matches("input[type=radio], input[type=checkbox]") && activeElement.value;
  const group = activeElement.closest("[data-action-id]")?.dataset ?? {};
  const from = activeElement.selectionStart;
  return (next) => {
    const wanted = [...next.querySelectorAll("[data-action-id]")].find(
      (node) =>
        node.dataset.actionId === (actionId ?? group.actionId) &&
        node.dataset.blockId === (blockId ?? group.blockId),
    );
    const inner =
      value !== false &&
      [...(wanted?.querySelectorAll("input") ?? [])].find((node) => node.value === value);
    const target = inner || wanted;
    if (!target) return false;
    target.focus({ preventScroll: true });
    if (typeof from === "number" && target.setSelectionRange && target.type !== "email") {
      target.setSelectionRange(from, from);
    }
    return true;
  };
}
