// A box above the page, beside what opened it. In the top layer, so that no scrolling parent and
// no dialog cuts it off.

const MARGIN = 8;

function place(box, anchor, matchWidth) {
  const at = anchor.getBoundingClientRect();
  if (matchWidth) box.style.minWidth = `${at.width}px`;
  box.style.maxWidth = `${innerWidth - 2 * MARGIN}px`;
  const below = innerHeight - at.bottom - MARGIN;
  const above = at.top - MARGIN;
  const upwards = below < Math.min(box.scrollHeight, 260) && above > below;
  box.style.maxHeight = `${Math.max(120, Math.min(340, upwards ? above : below))}px`;
  const left = Math.min(at.left, innerWidth - box.offsetWidth - MARGIN);
  box.style.left = `${Math.max(MARGIN, left)}px`;
  box.style.top = upwards ? `${at.top - box.offsetHeight - 4}px` : `${at.bottom + 4}px`;
}

/**
 * Shows `box` beside `anchor` until the returned function is called, or until a press outside, a
 * scroll or a resize; `onClose` is told in every case.
 */
export function openPopup(box, anchor, { onClose = () => {}, matchWidth = true } = {}) {
  const stop = new AbortController();
  const close = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    box.remove();
    onClose();
  };
  box.setAttribute("popover", "manual");
  box.classList.add("popup");
  anchor.after(box);
  box.showPopover();
  place(box, anchor, matchWidth);
  const outside = ({ target }) => {
    if (!box.contains(target) && !anchor.contains(target)) close();
  };
  const options = { signal: stop.signal, capture: true };
  addEventListener("pointerdown", outside, options);
  addEventListener("scroll", outside, options);
  addEventListener("resize", close, options);
  return close;
}

const STEPS = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at <= 0 ? count - 1 : at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Where this key moves from `at` among `count` entries; null when it is no such key. */
export const step = (key, at, count) => (count && STEPS[key] ? STEPS[key](at, count) : null);

/** Finds the entry that begins with what is typed quickly after one another. */
export class TypeAhead {
  #typed = "";
  #at = 0;

  /** The index of the entry to go to, or null. `labels` are in order; `from` is the current one. */
  find(key, labels, from) {
    if (key.length !== 1 || key === " ") return null;
    const now = performance.now();
    this.#typed = (now - this.#at > 700 ? "" : this.#typed) + key.toLocaleLowerCase("da");
    this.#at = now;
    const start = this.#typed.length === 1 ? from + 1 : from;
    const order = labels.map((_, index) => (Math.max(start, 0) + index) % labels.length);
    const found = order.find((index) =>
      labels[index].toLocaleLowerCase("da").startsWith(this.#typed),
    );
    return found ?? null;
  }
}
