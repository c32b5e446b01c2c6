// Slack's mrkdwn as DOM nodes. Nothing is ever parsed as HTML.

import { append, h } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { ADDRESS, assemble, control, decode, link, markToken, scanner } from "./inline.js";

const FENCE = "```";
const TAGS = { "*": "strong", _: "em", "~": "s" };
const scan = scanner({
  control: /<[^<>\n]+>/,
  code: /(?<![\p{L}\p{N}\u2060])`[^`\n]+`(?![\p{L}\p{N}\u2060])/,
  address: ADDRESS,
  mark: /[*_~]/,
  text: /(?:(?!https?:\/\/)[^<`*_~])+|[^]/,
});

const plainControl = (text) =>
  text.replace(/<([^<>\n]*)>/g, (_, body) => control(body).textContent);

const TOKENS = {
  control: ({ text }) => ({ node: control(text.slice(1, -1)) }),
  code: ({ text }) => ({ node: h("code", {}, decode(plainControl(text.slice(1, -1)))) }),
  address: ({ text }, verbatim) => ({ node: verbatim ? decode(text) : link(decode(text)) }),
  mark: markToken,
  text: ({ text }) => ({ node: decode(text) }),
};

const inline = (line, verbatim) =>
  assemble(
    scan(line).map((piece) => TOKENS[piece.kind](piece, verbatim)),
    TAGS,
  );

const joined = (lines, verbatim) =>
  lines.flatMap((line, index) => [index ? "\n" : null, inline(line, verbatim)]);

const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;
const BULLET = /^\s*• ?/;

const KINDS = {
  quote: (lines, verbatim) =>
    h(
      "blockquote",
      {},
      joined(
        lines.map((line) => line.replace(QUOTE, "")),
        verbatim,
      ),
    ),
  list: (lines, verbatim) =>
    h(
      "ul",
      {},
      lines.map((line) => h("li", {}, inline(line.replace(BULLET, ""), verbatim))),
    ),
  text: (lines, verbatim) => h("p", {}, joined(lines, verbatim)),
};

const kindOf = (line) => (QUOTE.test(line) ? "quote" : BULLET.test(line) ? "list" : "text");

function grouped(lines) {
  const groups = [];
  for (const [index, line] of lines.entries()) {
    if (QUOTE_REST.test(line)) {
      groups.push({
        kind: "quote",
        lines: [line.replace(QUOTE_REST, ""), ...lines.slice(index + 1)],
      });
      break;
    }
    const kind = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups;
}

function paragraphs(text, verbatim) {
  if (text.trim() === "") return [];
  return grouped(text.replace(/^\n|\n$/g, "").split("\n")).map(({ kind, lines }) =>
    KINDS[kind](lines, verbatim),
  );
}

const fenced = (text) =>
  h("pre", {}, h("code", {}, decode(plainControl(text.replace(/^\n|\n$/g, "")))));

/** A `div` with the text as Slack would show it; with `verbatim` bare addresses stay text. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const box = h("div", { class: "mrkdwn" });
  const parts = String(text ?? "").split(FENCE);
  // An opening fence that is never closed is only three signs.
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join(FENCE));
  parts.forEach((part, index) =>
    append(box, index % 2 ? fenced(part) : paragraphs(part, verbatim)),
  );
  return box;
}

/** A text object of Block Kit (`plain_text` or `mrkdwn`) as a node; a bare string is plain. */
export function textNode(object) {
  if (object?.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim });
  return h("span", { class: "plain" }, plainText(object));
}

/** A text object as a string: what a screen reader and a title see. */
export function plainText(object) {
  if (typeof object === "string") return object;
  if (!object) return "";
  if (object.type === "mrkdwn") return mrkdwn(object.text).textContent;
  return object.emoji === false ? object.text : withEmoji(object.text ?? "");
}
