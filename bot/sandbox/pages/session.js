// Who acts, and what the workspace looks like to them.

import { useTimeZone } from "./text/dates.js";

let state = null;
let people = new Map();
let skew = 0;

/** Takes in what `/ui/state` said. */
export function setState(next) {
  state = next;
  people = new Map(next.people.map((one) => [one.id, one]));
  if (next.clock) skew = next.clock - Date.now() / 1000;
  if (next.me?.tz) useTimeZone(next.me.tz);
}

export const workspace = () => state;
export const me = () => state?.me;
/** The id of the person who acts; undefined until the first state has come. */
export const acting = () => state?.me?.id;
export const app = () => state?.app ?? { commands: [], shortcuts: [] };
export const person = (id) => people.get(id);
export const everyone = () => [...people.values()];
/** Those one can act as: neither apps nor bots. */
export const actors = () => everyone().filter((one) => !one.is_bot);
export const channels = () => state?.channels ?? [];
export const channel = (id) => channels().find((one) => one.id === id);
export const channelName = (id) => channel(id)?.name;
/** The sandbox's clock in epoch seconds: it may have been moved forward. */
export const now = () => Date.now() / 1000 + skew;

/** Whether this channel is the direct message with the app. */
export const isAppChannel = (one) =>
  one?.kind === "im" && (one.members ?? []).includes(app().user_id);

export const appChannel = () => channels().find(isAppChannel);
