// Dates and times in Danish, in the time zone of the person who looks.

let zone = "Europe/Copenhagen";
const cache = new Map();

/** Shows times in this IANA zone from now on; an unknown zone changes nothing. */
export function useTimeZone(name) {
  try {
    new Intl.DateTimeFormat("da-DK", { timeZone: name });
  } catch {
    return;
  }
  zone = name;
  cache.clear();
}

function formatter(options) {
  const key = JSON.stringify(options);
  if (!cache.has(key)) {
    cache.set(key, new Intl.DateTimeFormat("da-DK", { timeZone: zone, ...options }));
  }
  return cache.get(key);
}

const show = (seconds, options) => formatter(options).format(new Date(seconds * 1000));

/** A message's `ts` (or any epoch seconds) as a number. */
export const seconds = (ts) => Number.parseFloat(ts) || 0;

export const clockTime = (at) => show(at, { hour: "2-digit", minute: "2-digit" }).replace(".", ":");

const clockSeconds = (at) =>
  show(at, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).replaceAll(".", ":");

const numeric = (at) => show(at, { day: "2-digit", month: "2-digit", year: "numeric" });
const shortDate = (at) => show(at, { day: "numeric", month: "short", year: "numeric" });
const plainDate = (at) => show(at, { day: "numeric", month: "long", year: "numeric" });

/** «tirsdag den 3. marts 2026» */
export const longDate = (at) =>
  show(at, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** A key that is the same for all moments of one day. */
export const dayKey = (at) => show(at, { year: "numeric", month: "2-digit", day: "2-digit" });

const DAY = 86400;

/** «I dag», «I går» or the long date, seen from `now` (epoch seconds). */
export function dayName(at, now) {
  if (dayKey(at) === dayKey(now)) return "I dag";
  if (dayKey(at) === dayKey(now - DAY)) return "I går";
  const text = longDate(at);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const pretty = (at, now, plain) => {
  if (dayKey(at) === dayKey(now)) return "i dag";
  if (dayKey(at) === dayKey(now - DAY)) return "i går";
  if (dayKey(at) === dayKey(now + DAY)) return "i morgen";
  return plain(at);
};

const STEPS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["day", DAY],
  ["hour", 3600],
  ["minute", 60],
];

function ago(at, now) {
  const relative = new Intl.RelativeTimeFormat("da-DK", { numeric: "auto" });
  const distance = at - now;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(distance) >= length) ?? ["second", 1];
  return relative.format(Math.round(distance / size), unit);
}

const TOKENS = {
  date_num: (at) => numeric(at),
  date_slash: (at) => numeric(at),
  date: (at) => plainDate(at),
  date_pretty: (at, now) => pretty(at, now, plainDate),
  date_short: (at) => shortDate(at),
  date_short_pretty: (at, now) => pretty(at, now, shortDate),
  date_long: (at) => longDate(at),
  date_long_full: (at) => longDate(at),
  date_long_pretty: (at, now) => pretty(at, now, longDate),
  day_divider_pretty: (at, now) => pretty(at, now, longDate),
  time: (at) => clockTime(at),
  time_secs: (at) => clockSeconds(at),
  ago: (at, now) => ago(at, now),
};

/** Slack's `{date_short} kl. {time}` filled in; unknown tokens stay as they are. */
export function formatDate(at, format, now) {
  return format.replace(/\{(\w+)\}/g, (whole, token) =>
    Object.hasOwn(TOKENS, token) ? TOKENS[token](at, now) : whole,
  );
}
