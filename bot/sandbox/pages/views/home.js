// App Home: the view that an app has published for this person.

import { fetchHome } from "../api.js";
import { surfaceActs } from "../blocks/acts.js";
import { rememberFocus, renderBlocks } from "../blocks/blocks.js";
import { Values } from "../blocks/values.js";
import { fill, h } from "../dom.js";
import { app } from "../session.js";

let kept = { id: null };

/** What was written so far is kept for as long as it is the same view. */
function surfaceOf(view) {
  if (kept.id !== view.id) {
    const values = new Values(view.state.values);
    kept = { id: view.id, values, errors: {}, ...surfaceActs({ view_id: view.id }, values) };
  }
  return kept;
}

/** Fetches the view and draws it in `panel`. */
export async function drawHome(panel) {
  const found = await fetchHome();
  if (!found) return;
  const { view } = found;
  const back = rememberFocus(panel);
  if (!view) {
    fill(panel, h("p", { class: "empty" }, `${app().name} viser ikke noget her endnu.`));
    return;
  }
  fill(
    panel,
    h(
      "div",
      { class: "home-inside", data: { viewId: view.id } },
      renderBlocks(view.blocks, surfaceOf(view)),
    ),
  );
  back(panel);
}
