// The app's modal, in a native dialog.

import { act, fetchViews } from "../api.js";
import { on } from "../bus.js";
import { surfaceActs } from "../blocks/acts.js";
import { rememberFocus, renderBlocks } from "../blocks/blocks.js";
import { whileBusy } from "../blocks/elements.js";
import { Values } from "../blocks/values.js";
import { fill, h, iconButton } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";

const dialog = () => document.getElementById("modal");
/** The surface of the open view by its id: what was typed in it outlives its updates. */
const surfaces = new Map();
/** What went wrong is said here; it stays when the view is drawn anew. */
const notices = h("div", { data: { notices: "" } });
let drawn = null;
/** Counts the looks at the server: what an earlier one brings late is passed over. */
let looks = 0;

function surfaceOf(view) {
  if (!surfaces.has(view.id)) {
    const values = new Values(view.state.values);
    surfaces.set(view.id, { heading: "h3", values, ...surfaceActs({ view_id: view.id }, values) });
  }
  return { ...surfaces.get(view.id), errors: view.errors };
}

const FIRST = "[autofocus], .blocks :is(input, textarea, [role=combobox], button, a)";
const WRONG = "[aria-invalid=true], .input-wrong input";

const focusOn = (selector) =>
  (dialog().querySelector(selector) ?? dialog().querySelector("h2")).focus();

async function submit(view, button) {
  const { values, told } = surfaceOf(view);
  const sent = { view_id: view.id, values: values.all(view.blocks) };
  const { errors } = await whileBusy(
    button,
    told().then(() => act("submit", sent)),
  );
  await refresh();
  if (errors && dialog().querySelector(WRONG)) focusOn(WRONG);
}

async function dismiss() {
  const { view } = drawn;
  await surfaceOf(view).told();
  await act("close_view", { view_id: view.id });
  await refresh();
}

function buttons(view) {
  const close = h(
    "button",
    { type: "button", class: "button", on: { click: dismiss } },
    plainText(view.close) || "Luk",
  );
  if (!view.submit) return close;
  const send = h("button", { type: "submit", class: "button primary" }, plainText(view.submit));
  return [close, send];
}

/** All that is seen of a view: what is filled in comes from the page itself. */
const lookOf = ({ state, ...view }) => JSON.stringify(view);

function draw(view) {
  const box = dialog();
  const same = drawn?.view.id === view.id;
  const scroll = same ? box.querySelector(".modal-body").scrollTop : 0;
  const back = rememberFocus(box);
  const wrong = Object.keys(view.errors ?? {}).length > 0 && view.errors;
  const newlyWrong = wrong && JSON.stringify(wrong) !== JSON.stringify(drawn?.view.errors);
  drawn = { view, look: lookOf(view) };
  const form = h(
    "form",
    {
      novalidate: true,
      data: { viewId: view.id, callbackId: view.callback_id },
      on: {
        submit: (event) => (
          event.preventDefault(),
          submit(view, form.querySelector("[type=submit]"))
        ),
      },
    },
    h(
      "header",
      { class: "modal-head" },
      h("h2", { id: "modal-title", tabindex: "-1" }, plainText(view.title)),
      iconButton("close", "Luk vinduet", { on: { click: dismiss } }),
    ),
    notices,
    h("div", { class: "modal-body" }, renderBlocks(view.blocks, surfaceOf(view))),
    h("footer", { class: "dialog-buttons" }, buttons(view)),
  );
  fill(box, form);
  if (!box.open) box.showModal();
  box.querySelector(".modal-body").scrollTop = scroll;
  if (newlyWrong) focusOn(WRONG);
  else if (!same || back(box) === false) focusOn(FIRST);
}

/** Fetches the open modal and shows it; closes the dialog where there is none. */
export async function refresh() {
  const look = ++looks;
  const found = await fetchViews();
  if (!found || look !== looks) return;
  const { modal } = found;
  for (const id of surfaces.keys()) if (id !== modal?.id) surfaces.delete(id);
  if (!modal) {
    drawn = null;
    fill(notices);
    if (dialog().open) dialog().close();
    return;
  }
  if (drawn?.look !== lookOf(modal)) draw(modal);
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
