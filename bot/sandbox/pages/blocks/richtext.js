// The `rich_text` block: what people's own composer makes, and what apps may send.

import { h } from "../dom.js";
import { emojiSign } from "../text/emoji.js";
import { channelMention, dateNode, link, mention } from "../text/inline.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce(
    (inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner),
    node,
  );
}

const unified = (codes) =>
  String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));

const INLINE = {
  text: (part) => document.createTextNode(part.text),
  link: (part) => link(part.url, part.text || part.url),
  user: (part) => mention(part.user_id),
  channel: (part) => channelMention(part.channel_id),
  usergroup: (part) => h("span", { class: "mention" }, `@${part.usergroup_id}`),
  broadcast: (part) => h("span", { class: "mention mention-all" }, `@${part.range}`),
  emoji: (part) =>
    document.createTextNode(
      emojiSign(part.name) ?? (part.unicode ? unified(part.unicode) : `:${part.name}:`),
    ),
  date: (part) => dateNode(part.timestamp, part.format, part.url, part.fallback ?? ""),
  color: (part) => h("code", {}, part.value),
};

const unknown = (part) => document.createTextNode(part.text ?? `[${part.type}]`);

const inline = (parts = []) =>
  parts.map((part) => styled((INLINE[part.type] ?? unknown)(part), part.style));

const ITEMS = { bullet: "ul", ordered: "ol" };

const SECTIONS = {
  rich_text_section: (part) => h("p", {}, inline(part.elements)),
  rich_text_preformatted: (part) => h("pre", {}, h("code", {}, inline(part.elements))),
  rich_text_quote: (part) => h("blockquote", {}, inline(part.elements)),
  rich_text_list: (part) =>
    h(
      ITEMS[part.style] ?? "ul",
      {
        class: `indent-${Math.min(part.indent ?? 0, 4)}`,
        start: part.offset ? part.offset + 1 : null,
      },
      part.elements.map((item) => h("li", {}, inline(item.elements))),
    ),
};

/** The block as a `div`. */
export const richText = (block) =>
  h(
    "div",
    { class: "mrkdwn rich-text" },
    (block.elements ?? []).map((part) => (SECTIONS[part.type] ?? unknown)(part)),
  );
