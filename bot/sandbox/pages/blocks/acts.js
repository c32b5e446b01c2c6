// What becomes of a press or a choice: told to the server, in the order it was done.

import { act } from "../api.js";
import { fieldOf } from "./values.js";

/**
 * `{act, typed, told}` for blocks at `where` (`{channel, ts}` or `{view_id}`): `act` tells the app,
 * `typed` only the server; `told` resolves when the server knows all that was typed. An act waits
 * for what was typed before it, never for another act.
 */
export function surfaceActs(where, values) {
  let written = Promise.resolve();
  const send = (kind, element, blockId, fields) =>
    act(kind, {
      where,
      block_id: blockId,
      action_id: element.action_id,
      type: element.type,
      ...fields,
    });
  return {
    act: (element, blockId, fields) => written.then(() => send("action", element, blockId, fields)),
    typed: (element, blockId) => {
      const value = { [fieldOf(element)]: values.get(blockId, element) };
      written = written.then(() => send("set_state", element, blockId, value));
      return written;
    },
    told: () => written,
  };
}
