// Between what a person types and what Slack stores: «@Karen Eksempel» and `<@U…>`.

import { channelName, everyone, person } from "../session.js";
import { decode } from "../text/inline.js";

const SPECIAL = [
  { id: "channel", text: "@channel", description: "alle i kanalen" },
  { id: "here", text: "@here", description: "alle, der er til stede" },
];

/** Whom one can pick with @, as `{id, text, description}`; `special` adds the whole channel. */
export function mentionable(special) {
  const people = everyone().map((one) => ({
    id: one.id,
    text: `@${one.name}`,
    description: one.is_bot ? "app" : (one.title ?? ""),
  }));
  return special ? [...people, ...SPECIAL] : people;
}

/** The picked mentions that still stand in the text, as `{"@Karen Eksempel": id}`. */
export const stillThere = (picked, text) =>
  Object.fromEntries(
    picked.filter((one) => text.includes(one.text)).map((one) => [one.text, one.id]),
  );

const TYPED = {
  "@": (id, label) => ({ id, text: `@${person(id)?.name ?? (label || id)}` }),
  "!": (id, label) => ({ id, text: label || `@${id}` }),
};

/** Stored text as it was typed, `{text, mentions}`: what one edits. */
export function toTyped(stored) {
  const mentions = [];
  const text = stored.replace(/<([^<>\n]*)>/g, (_, body) => {
    const [target, label = ""] = body.split("|");
    if (target.startsWith("#")) return `#${channelName(target.slice(1)) ?? target.slice(1)}`;
    const known = TYPED[target.charAt(0)]?.(target.slice(1), label);
    if (!known) return target;
    mentions.push(known);
    return known.text;
  });
  return { text: decode(text), mentions };
}
