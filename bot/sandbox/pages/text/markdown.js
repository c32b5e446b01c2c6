// The `markdown` block: standard Markdown as DOM nodes (headings, lists, tasks, quotes, code,
// tables, rules, and marks within a line). Raw HTML stays text.

import { append, h } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { ADDRESS, assemble, control, decode, link, markToken, scanner } from "./inline.js";

const TAGS = { "**": "strong", __: "strong", "*": "em", _: "em", "~~": "s" };
const scan = scanner({
  escaped: /\\[\\`*_{}[\]()#+\-.!~>|]/,
  code: /`[^`\n]+`/,
  link: /!?\[(?<words>[^[\]\n]*)\]\((?<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/,
  control: /<[@#!][^<>\n]*>|<[a-z][a-z0-9+.-]*:[^<>\s]*>/,
  address: ADDRESS,
  mark: /\*\*|__|~~|\*|_/,
  text: /[^\\`![<*_~h]+|[^]/,
});

const TOKENS = {
  escaped: ({ text }) => ({ node: text.slice(1) }),
  code: ({ text }) => ({ node: h("code", {}, decode(text.slice(1, -1))) }),
  link: ({ groups: { words, target } }) => ({
    node: link(decode(target), withEmoji(decode(words))),
  }),
  control: ({ text }) => ({ node: control(text.slice(1, -1)) }),
  address: ({ text }) => ({ node: link(decode(text)) }),
  mark: markToken,
  text: ({ text }) => ({ node: decode(text) }),
};

const inline = (line) =>
  assemble(
    scan(line).map((piece) => TOKENS[piece.kind](piece)),
    TAGS,
  );

const joined = (lines) =>
  lines.flatMap((line, index) => [index ? "\n" : null, inline(line.trim())]);

const HEADING = /^(#{1,6})\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])\s*(?:\1\s*){2,}$/;
const FENCE = /^\s{0,3}(```|~~~)/;
// Quotes in quotes are shown as one: the text of an app must not decide how deep we recurse.
const QUOTE = /^\s{0,3}(?:(?:>|&gt;) ?)+/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

function fence(lines, start) {
  const [, mark] = FENCE.exec(lines[start]);
  let end = start + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  const body = lines.slice(start + 1, end).join("\n");
  return [h("pre", {}, h("code", {}, decode(body))), end + 1];
}

function quote(lines, start) {
  let end = start;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  const inner = lines.slice(start, end).map((line) => line.replace(QUOTE, ""));
  return [append(h("blockquote"), blocksOf(inner)), end];
}

function table(lines, start) {
  let end = start + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (line, tag) =>
    h(
      "tr",
      {},
      cells(line).map((cell) => h(tag, {}, inline(cell))),
    );
  const body = lines.slice(start + 2, end).map((line) => row(line, "td"));
  const head = h("thead", {}, row(lines[start], "th"));
  return [h("div", { class: "table-box" }, h("table", {}, head, h("tbody", {}, body))), end];
}

function item(line, children) {
  const [, , , text] = ITEM.exec(line);
  const task = TASK.exec(text);
  const words = inline(text.replace(TASK, ""));
  if (!task) return h("li", {}, words, children);
  const done = task[1] !== " ";
  const box = h(
    "span",
    { role: "img", "aria-label": done ? "udført" : "ikke udført" },
    done ? "☑ " : "☐ ",
  );
  return h("li", { class: "task" }, box, words, children);
}

function list(lines, start) {
  const [, indent, sign] = ITEM.exec(lines[start]);
  const ordered = /\d/.test(sign);
  const box = h(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(sign, 10) } : {});
  let at = start;
  while (at < lines.length) {
    const found = ITEM.exec(lines[at]);
    if (!found || found[1].length !== indent.length || /\d/.test(found[2]) !== ordered) break;
    const own = at;
    at += 1;
    const deeper = ITEM.exec(lines[at] ?? "");
    let children = null;
    if (deeper && deeper[1].length > indent.length) [children, at] = list(lines, at);
    box.append(item(lines[own], children));
  }
  return [box, at];
}

const heading = (lines, start) => {
  const [, signs, text] = HEADING.exec(lines[start]);
  return [
    h("p", { class: `md-heading md-heading-${Math.min(signs.length, 3)}` }, inline(text)),
    start + 1,
  ];
};

const isTable = (line, next) => line.includes("|") && next !== undefined && TABLE_RULE.test(next);

const RULES = [
  [(line) => FENCE.test(line), fence],
  [(line) => RULE.test(line), (_, start) => [h("hr"), start + 1]],
  [(line) => HEADING.test(line), heading],
  [(line) => QUOTE.test(line), quote],
  [(line, next) => isTable(line, next), table],
  [(line) => ITEM.test(line), list],
  [(line) => line.trim() === "", (_, start) => [null, start + 1]],
];

const ruleFor = (lines, at) => RULES.find(([fits]) => fits(lines[at], lines[at + 1]))?.[1];

function paragraph(lines, start) {
  let end = start + 1;
  while (end < lines.length && !ruleFor(lines, end)) end += 1;
  return [h("p", {}, joined(lines.slice(start, end))), end];
}

function blocksOf(lines) {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = (ruleFor(lines, at) ?? paragraph)(lines, at);
    nodes.push(node);
    at = next;
  }
  return nodes;
}

/** A `div` with the Markdown as Slack would show it. */
export const markdown = (text) =>
  append(h("div", { class: "mrkdwn markdown" }), blocksOf(String(text ?? "").split("\n")));
