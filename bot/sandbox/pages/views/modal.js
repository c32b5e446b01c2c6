// Modals: the topmost of the app's stack of views, in a native dialog.

import { act, fetchViews } from "../api.js";
import { on } from "../bus.js";
import { rememberFocus, renderBlocks } from "../blocks/blocks.js";
import { whileBusy } from "../blocks/elements.js";
import { Values } from "../blocks/values.js";
import { fill, h, iconButton } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";
import { problems } from "./checks.js";

const dialog = () => document.getElementById("modal");
/** What was typed in each open view, and what is wrong with it, by view id. */
const typed = new Map();
const wrong = new Map();
let drawn = null;

function valuesFor(view) {
  if (!typed.has(view.id)) typed.set(view.id, new Values(view.state?.values));
  return typed.get(view.id);
}

function surfaceOf(view) {
  const values = valuesFor(view);
  const where = { view_id: view.id };
  return {
    heading: "h3",
    values,
    errors: wrong.get(view.id) ?? view.errors ?? {},
    act: (element, blockId, fields) =>
      act("action", {
        where, block_id: blockId, action_id: element.action_id, type: element.type, ...fields,
        values: values.all(view.blocks),
      }),
    typed: () => {},
  };
}

const FIRST = "[autofocus], .blocks :is(input, textarea, [role=combobox], button, a)";

function focusFirst(errors) {
  const bad = dialog().querySelector("[aria-invalid=true], .input-wrong input");
  (Object.keys(errors).length && bad ? bad : (dialog().querySelector(FIRST) ?? dialog().querySelector("h2"))).focus();
}

function showErrors(view, errors) {
  wrong.set(view.id, errors);
  draw(view, drawn.depth);
  focusFirst(errors);
}

async function submit(view, button) {
  const values = valuesFor(view);
  const found = problems(view.blocks, values);
  if (Object.keys(found).length) return showErrors(view, found);
  wrong.delete(view.id);
  const state = values.all(view.blocks);
  const { response } = await whileBusy(button, act("submit", { view_id: view.id, values: state }));
  const errors = response?.response_action === "errors" ? response.errors : null;
  if (errors && drawn?.view.id === view.id) return showErrors(drawn.view, errors);
  return refresh();
}

async function dismiss() {
  const { view } = drawn;
  await act("close_view", { view_id: view.id });
  await refresh();
}

function buttons(view) {
  const close = h("button", { type: "button", class: "button", on: { click: dismiss } }, plainText(view.close) || "Luk");
  if (!view.submit) return close;
  const send = h("button", { type: "submit", class: "button primary" }, plainText(view.submit));
  return [close, send];
}

function draw(view, depth) {
  const box = dialog();
  const same = drawn?.view.id === view.id;
  const scroll = same ? box.querySelector(".modal-body").scrollTop : 0;
  const back = rememberFocus(box);
  drawn = { view, depth, json: JSON.stringify(view) };
  const form = h(
    "form",
    {
      novalidate: true,
      data: { viewId: view.id, callbackId: view.callback_id },
      on: { submit: (event) => (event.preventDefault(), submit(view, form.querySelector("[type=submit]"))) },
    },
    h(
      "header",
      { class: "modal-head" },
      depth > 1 ? iconButton("back", "Tilbage", { on: { click: dismiss } }) : null,
      h("h2", { id: "modal-title", tabindex: "-1" }, plainText(view.title)),
      iconButton("close", "Luk vinduet", { on: { click: dismiss } }),
    ),
    h("div", { data: { notices: "" } }),
    h("div", { class: "modal-body" }, renderBlocks(view.blocks, surfaceOf(view))),
    h("footer", { class: "dialog-buttons" }, buttons(view)),
  );
  fill(box, form);
  if (!box.open) box.showModal();
  box.querySelector(".modal-body").scrollTop = scroll;
  if (!same || back(box) === false) focusFirst({});
}

/** Fetches the stack and shows its top; closes the dialog when it is empty. */
export async function refresh() {
  const { stack } = await fetchViews();
  const open = new Set(stack.map((view) => view.id));
  for (const id of typed.keys()) if (!open.has(id)) typed.delete(id) && wrong.delete(id);
  const top = stack.at(-1);
  if (!top) {
    drawn = null;
    if (dialog().open) dialog().close();
    return;
  }
  if (drawn?.json !== JSON.stringify(top) || drawn.depth !== stack.length) draw(top, stack.length);
}

/** Follows what the server tells. */
export function followModals() {
  on("view", refresh);
  on("view_closed", refresh);
  on("reload", refresh);
  // Escape closes through the server, so that the app hears of it.
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    if (drawn) dismiss();
  });
  // A browser may close it all the same, when Escape is pressed twice.
  dialog().addEventListener("close", () => drawn && dismiss());
}
