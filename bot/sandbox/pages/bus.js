// What happened, told to whoever draws it: a handful of named events within the page.

const listeners = new Map();

/** Calls `listener(detail)` at every event of this kind. */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
}

/** Tells everyone who listens; a listener that fails does not keep the others from hearing. */
export function emit(kind, detail = {}) {
  for (const listener of listeners.get(kind) ?? []) {
    Promise.resolve()
      .then(() => listener(detail))
      .catch((error) => console.error(`${kind}:`, error));
  }
}
