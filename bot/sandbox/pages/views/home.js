// App Home: the view that an app has published for this person.

import { act, fetchHome } from "../api.js";
import { rememberFocus, renderBlocks } from "../blocks/blocks.js";
import { Values } from "../blocks/values.js";
import { fill, h } from "../dom.js";
import { app } from "../session.js";

let kept = { id: null, values: null };

/** What was written so far, for as long as it is the same view. */
function valuesFor(view) {
  if (kept.id !== view.id) kept = { id: view.id, values: new Values(view.state?.values) };
  return kept.values;
}

function surfaceOf(view) {
  const values = valuesFor(view);
  const where = { view_id: view.id };
  const rest = () => ({ values: values.all(view.blocks) });
  return {
    values,
    errors: {},
    act: (element, blockId, fields) =>
      act("action", { where, block_id: blockId, action_id: element.action_id, type: element.type, ...fields, ...rest() }),
    typed: () => {},
  };
}

/** Fetches the view and draws it in `panel`. */
export async function drawHome(panel) {
  const { view } = await fetchHome();
  const back = rememberFocus(panel);
  if (!view) {
    fill(panel, h("p", { class: "empty" }, `${app().name} viser ikke noget her endnu.`));
    return;
  }
  fill(panel, h("div", { class: "home-inside", data: { viewId: view.id } }, renderBlocks(view.blocks, surfaceOf(view))));
  back(panel);
}
