// Building DOM nodes. The only way the page makes elements: text always goes in as text nodes,
// so nothing that a person or an app wrote can become markup.

let counter = 0;

/** An id that no other element of the page has. */
export const uid = (prefix = "id") => `${prefix}-${++counter}`;

const isNode = (value) => value instanceof Node;

/** Appends children (nodes, strings, nested lists; null and false are left out). */
export function append(parent, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(isNode(child) ? child : document.createTextNode(String(child)));
  }
  return parent;
}

/** Replaces everything inside `parent`. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, ...children);
}

/**
 * One element. `attrs`: `class`, `data` (dataset), `on` (event listeners), `props` (DOM properties);
 * everything else is an attribute, where true means present and null or false means absent.
 */
export function h(tag, attrs = {}, ...children) {
  const node = document.createElement(tag);
  const { data = {}, on = {}, props = {}, ...rest } = attrs ?? {};
  for (const [name, value] of Object.entries(rest)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, value] of Object.entries(data)) {
    if (value !== null && value !== undefined) node.dataset[name] = String(value);
  }
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  Object.assign(node, props);
  return append(node, ...children);
}

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  send: "M3 11.5 21 3l-8.5 18-2.2-7.3z M10.3 13.7 21 3",
  close: "M5 5l14 14M19 5L5 19",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M21 12a8 8 0 0 1-8 8H4l2.3-3A8 8 0 1 1 21 12z",
  clip: "M20 11.5l-8.2 8.2a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.7 1.7 0 0 1-2.4-2.4l7.5-7.5",
  menu: "M4 6h16M4 12h16M4 18h16",
  wrench: "M8 6l-5 6 5 6M16 6l5 6-5 6M13.5 4l-3 16",
  split: "M3 5h18v14H3zM12 5v14",
  bolt: "M13 2L4 14h7l-1 8 9-12h-7z",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1",
  down: "M6 9l6 6 6-6",
  file: "M6 2h8l5 5v15H6zM14 2v5h5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  info: "M12 8h.01M12 11.5V17M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18z",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 15a3 3 0 1 1 0-6 3 3 0 0 1 0 6z",
};

/** A line icon, hidden from screen readers: whatever it stands in has its own words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** An icon button: the words are its accessible name and its tooltip. */
export function iconButton(name, label, attrs = {}) {
  const { class: extra = "", ...rest } = attrs;
  return h(
    "button",
    {
      type: "button",
      class: `icon-button ${extra}`.trim(),
      "aria-label": label,
      title: label,
      ...rest,
    },
    icon(name),
  );
}
