// What Slack's own client checks before a modal is sent: the app never hears of these.

import { isEmpty, stateful } from "../blocks/values.js";

const number = (value) => /^-?\d+([.,]\d+)?$/.test(value);

function numberProblem(element, value) {
  if (!number(value)) return "Skriv et tal.";
  const parsed = Number(value.replace(",", "."));
  if (!element.is_decimal_allowed && !Number.isInteger(parsed)) return "Skriv et helt tal.";
  if (element.min_value !== undefined && parsed < Number(element.min_value)) {
    return `Tallet skal være mindst ${element.min_value}.`;
  }
  if (element.max_value !== undefined && parsed > Number(element.max_value)) {
    return `Tallet må højst være ${element.max_value}.`;
  }
  return null;
}

const length = (value) => [...value].length;

function textProblem(element, value) {
  if (element.min_length && length(value) < element.min_length) {
    return `Skriv mindst ${element.min_length} tegn.`;
  }
  if (element.max_length && length(value) > element.max_length) {
    return `Skriv højst ${element.max_length} tegn. Der er ${length(value)}.`;
  }
  return null;
}

const CHECKS = {
  number_input: numberProblem,
  plain_text_input: textProblem,
  email_text_input: (_, value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Skriv en e-mailadresse, fx navn@eksempel.dk.",
  url_text_input: (_, value) => (URL.canParse(value) ? null : "Skriv en adresse, der begynder med https://."),
};

/** Danish problems by block id; empty when the view may be sent. */
export function problems(blocks, values) {
  const found = {};
  for (const { block, element } of stateful(blocks)) {
    if (block.type !== "input") continue;
    const value = values.get(block.block_id, element);
    const problem = isEmpty(value)
      ? !block.optional && "Udfyld feltet."
      : CHECKS[element.type]?.(element, value);
    if (problem) found[block.block_id] = problem;
  }
  return found;
}
