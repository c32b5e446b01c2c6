// The emoji short names that are shown as signs. Others stay as they were written, as in Slack
// when a workspace does not know them.

const SIGNS = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌",
  warning: "⚠️", information_source: "ℹ️", bulb: "💡", question: "❓", exclamation: "❗",
  bell: "🔔", no_bell: "🔕", calendar: "📆", date: "📅", alarm_clock: "⏰",
  hourglass_flowing_sand: "⏳", clock3: "🕒", pencil: "📝", memo: "📝", pencil2: "✏️",
  clipboard: "📋", page_facing_up: "📄", file_folder: "📁", books: "📚", book: "📖",
  link: "🔗", paperclip: "📎", pushpin: "📌", round_pushpin: "📍", mag: "🔍", lock: "🔒",
  unlock: "🔓", key: "🔑", gear: "⚙️", wrench: "🔧", hammer_and_wrench: "🛠️", rocket: "🚀",
  seedling: "🌱", deciduous_tree: "🌳", sunny: "☀️", star: "⭐", sparkles: "✨", fire: "🔥",
  tada: "🎉", wave: "👋", "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎",
  clap: "👏", raised_hands: "🙌", pray: "🙏", handshake: "🤝", muscle: "💪", eyes: "👀",
  point_right: "👉", point_left: "👈", point_up: "☝️", point_down: "👇", speech_balloon: "💬",
  thought_balloon: "💭", busts_in_silhouette: "👥", bust_in_silhouette: "👤", heart: "❤️",
  smile: "😄", slightly_smiling_face: "🙂", blush: "😊", joy: "😂", thinking_face: "🤔",
  wink: "😉", cry: "😢", neutral_face: "😐", arrow_right: "➡️", arrow_left: "⬅️",
  arrow_up: "⬆️", arrow_down: "⬇️", black_small_square: "▪️", white_small_square: "▫️",
  large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴", large_blue_circle: "🔵",
  white_circle: "⚪", one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣",
};

const SHORT_NAME = /:([a-z0-9_+-]{1,60}):/g;

/** The sign for a short name without its colons, or null. */
export const emojiSign = (name) => (Object.hasOwn(SIGNS, name) ? SIGNS[name] : null);

/** The text with every known `:short_name:` shown as its sign. */
export const withEmoji = (text) =>
  text.replace(SHORT_NAME, (whole, name) => emojiSign(name) ?? whole);
