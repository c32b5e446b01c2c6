// Who acts, and what the workspace looks like to them.

import { useTimeZone } from "./text/dates.js";

let state = null;
let people = new Map();
let ahead = 0;

/** Takes in what `/ui/state` said. */
export function setState(next) {
  state = next;
  people = new Map(next.people.map((one) => [one.id, one]));
  ahead = next.clock.ahead;
  useTimeZone(me().tz);
}

export const workspace = () => state;
/** The id of the person who acts; undefined until the first state has come. */
export const acting = () => state?.me;
export const me = () => people.get(state?.me);
export const app = () => state.app;
export const person = (id) => people.get(id);
export const everyone = () => [...people.values()];
/** Those one can act as: neither apps nor bots. */
export const actors = () => everyone().filter((one) => !one.is_bot && !one.deleted);
export const channels = () => state.channels;
export const channel = (id) => channels().find((one) => one.id === id);
export const channelName = (id) => channel(id)?.name;
/** The sandbox's clock in epoch seconds: it may have been moved forward. */
export const now = () => Date.now() / 1000 + ahead;
/** Whether the app tells when it has something to say by itself. */
export const knowsNext = () => Boolean(state?.clock.knows_next);

/** Whether this channel is the direct message with the app. */
export const isAppChannel = (one) =>
  one?.kind === "im" && (one.members ?? []).includes(app().user_id);

export const appChannel = () => channels().find(isAppChannel);
