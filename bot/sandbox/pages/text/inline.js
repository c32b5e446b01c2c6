// What mrkdwn and Markdown share within a line: entities, safe links, mentions, and pairing marks.

import { h } from "../dom.js";
import { channelName, me, now, person } from "../session.js";
import { formatDate } from "./dates.js";
import { withEmoji } from "./emoji.js";

const ENTITIES = { amp: "&", lt: "<", gt: ">" };

/** `&amp;`, `&lt;` and `&gt;` decoded, once: `&amp;lt;` becomes `&lt;`. */
export const decode = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ENTITIES[name]);

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address when it is one that may be followed, else null (`javascript:` and the like). */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens in a new tab; only its words (or itself) where the address is not safe. */
export function link(address, words = "") {
  const href = safeUrl(address);
  words ||= address;
  if (!href) return document.createTextNode(words);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, words);
}

/** «@Karen Eksempel»; an id that nobody has is shown as it is. */
export function mention(id, label = "") {
  const name = person(id)?.name ?? (label || id);
  const mine = id === me()?.id;
  return h(
    "span",
    { class: mine ? "mention mention-me" : "mention", data: { user: id } },
    `@${name}`,
  );
}

const broadcast = (range) => h("span", { class: "mention mention-all" }, `@${range}`);

/** «#samskabelse» as a link to the channel. */
export function channelMention(id, label = "") {
  const name = channelName(id) ?? (label || id);
  return h("a", { class: "mention", href: `#${encodeURIComponent(id)}` }, `#${name}`);
}

/** A moment shown as Slack's date format says; the fallback where the moment is no number. */
export function dateNode(timestamp, format, address, fallback) {
  const at = Number(timestamp);
  const words = Number.isFinite(at) && format ? formatDate(at, format, now()) : fallback;
  if (address) return link(address, words);
  return h("time", { title: fallback }, words);
}

function special(body) {
  const [command, ...rest] = body.slice(1).split("|");
  const label = decode(rest.join("|"));
  const [name, timestamp, format, address] = command.split("^");
  if (name === "date")
    return dateNode(timestamp, decode(format ?? ""), decode(address ?? ""), label);
  if (name === "subteam") return h("span", { class: "mention" }, label || `@${timestamp}`);
  if (["channel", "here", "everyone"].includes(name)) return broadcast(name);
  return document.createTextNode(label || `<${command}>`);
}

/** What stands between `<` and `>` in Slack's text: a link, a person, a channel, a date. */
export function control(body) {
  const [target, ...rest] = body.split("|");
  const label = decode(rest.join("|"));
  if (body.startsWith("@")) return mention(target.slice(1), label.replace(/^@/, ""));
  if (body.startsWith("#")) return channelMention(target.slice(1), label.replace(/^#/, ""));
  if (body.startsWith("!")) return special(body);
  const address = decode(target);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(address)) return document.createTextNode(`<${decode(body)}>`);
  return link(address, withEmoji(label) || address.replace(/^mailto:/, ""));
}

// A word joiner, which nobody sees, is no place for a mark to begin or end.
const WORD = /[\p{L}\p{N}\u2060]/u;
const SPACE = /\s/;

/** A mark as a token: the characters beside it say whether it may open and may close a span. */
export function markToken({ text: mark, before, after }) {
  const open = after !== "" && !SPACE.test(after) && after !== mark[0] && !WORD.test(before);
  const close = before !== "" && !SPACE.test(before) && !WORD.test(after);
  return { mark, open, close };
}

/** A web address that stands bare in a text, without the sign that ends the sentence. */
export const ADDRESS = /https?:\/\/[^\s<>]*[^\s<>*_~.,!?:;)'"]/;

/**
 * Splits a line into what `parts` (kind to pattern, tried in order) find in it, as `{kind, text,
 * groups, before, after}`; `before` and `after` are the characters beside it.
 */
export function scanner(parts) {
  const kinds = Object.keys(parts);
  const either = kinds.map((kind) => `(?<${kind}>${parts[kind].source})`).join("|");
  const pattern = new RegExp(either, "giu");
  return (line) =>
    [...line.matchAll(pattern)].map(({ 0: text, index, groups }) => ({
      kind: kinds.find((kind) => groups[kind] !== undefined),
      text,
      groups,
      before: line.charAt(index - 1),
      after: line.charAt(index + text.length),
    }));
}

/** Adjacent strings as one, with emoji shown: a short name may hold marks that found no pair. */
function joined(nodes) {
  const result = [];
  for (const node of nodes) {
    if (typeof node === "string" && typeof result.at(-1) === "string") {
      result.push(result.pop() + node);
    } else {
      result.push(node);
    }
  }
  return result.map((node) => (typeof node === "string" ? withEmoji(node) : node));
}

/**
 * Nodes from tokens `{node}` and `{mark, open, close}`: marks that find their pair become an
 * element by `tags[mark]`, the others stay text. One pass, whatever the text.
 */
export function assemble(tokens, tags) {
  const frames = [{ mark: null, nodes: [] }];
  const top = () => frames[frames.length - 1];
  const spill = () => {
    const { mark, nodes } = frames.pop();
    top().nodes.push(mark);
    for (const node of nodes) top().nodes.push(node);
  };
  const close = (at) => {
    while (frames.length - 1 > at) spill();
    const { mark, nodes } = frames.pop();
    top().nodes.push(h(tags[mark], {}, joined(nodes)));
  };
  for (const token of tokens) {
    const at = frames.findIndex((frame) => frame.mark === token.mark);
    if (!token.mark) top().nodes.push(token.node);
    else if (at > 0 && token.close && (at < frames.length - 1 || top().nodes.length)) close(at);
    else if (at < 0 && token.open) frames.push({ mark: token.mark, nodes: [] });
    else top().nodes.push(token.mark);
  }
  while (frames.length > 1) spill();
  return joined(frames[0].nodes);
}
