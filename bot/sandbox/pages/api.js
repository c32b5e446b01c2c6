// Everything that the page asks of the sandbox's server, each request naming who acts.

import { emit } from "./bus.js";
import { acting } from "./session.js";

const UNREACHABLE = "Øvelsen svarer ikke. Kører den stadig på din maskine?";

/** The server said no, or could not be reached; `message` is Danish and may be shown. */
class ServerError extends Error {}

async function request(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new ServerError(UNREACHABLE);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new ServerError(`Det kan man ikke her (${body.error ?? answer.status}).`);
  return body;
}

/** The same function, but an answer that a later call has overtaken becomes null. */
function latest(ask) {
  let calls = 0;
  return async (...fields) => {
    calls += 1;
    const mine = calls;
    const result = await ask(...fields);
    return mine === calls ? result : null;
  };
}

const query = (fields) => {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return known.length ? `?${new URLSearchParams(known)}` : "";
};

const read = (path, fields = {}) => request(`${path}${query(fields)}`);

const send = (path, body, method = "POST") =>
  request(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const fetchState = (as) => read("/ui/state", { as });
export const fetchMessages = (channel, thread) =>
  read("/ui/messages", { as: acting(), channel, thread });
/** These two resolve to null when they have been asked again meanwhile. */
export const fetchHome = latest(() => read("/ui/home", { as: acting() }));
export const fetchViews = latest(() => read("/ui/views", { as: acting() }));
export const fetchTraffic = (after) => read("/ui/traffic", { after });
export const fetchProblems = (after) => read("/ui/problems", { after });
export const setFault = (fault) => send("/ui/faults", fault);
export const clearFaults = (id) => request(`/ui/faults${query({ id })}`, { method: "DELETE" });
export const moveClock = (seconds) => send("/ui/clock", { forward_seconds: seconds });
export const moveToNext = () => send("/ui/clock", { to_next: true });
export const setTransport = (action) => send("/ui/transport", { do: action });

/**
 * Does something as the person, and answers how the app took it: `{acked, ms, error?, response?}`.
 * When the app fails, the server's stream says so; when the server does not take it (`failed`),
 * the bus does, so that it is always seen.
 */
export async function act(kind, fields = {}) {
  try {
    return await send("/ui/act", { as: acting(), kind, ...fields });
  } catch (error) {
    emit("error", { text: error.message });
    return { acked: false, failed: true, error: error.message };
  }
}

/** Tells the server's events on the bus, each under its own kind; `online` when (again) in touch. */
export function listen() {
  const stream = new EventSource(`/ui/stream${query({ as: acting() })}`);
  stream.addEventListener("open", () => emit("online"));
  stream.addEventListener("error", () => emit("offline", { text: UNREACHABLE }));
  stream.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    emit(event.kind, event);
  });
}
