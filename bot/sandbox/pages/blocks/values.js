// The value of each kind of element, in Slack's own state shape.

/** Which field of the state holds the value of an element of this type. */
const FIELDS = {
  static_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  datepicker: "selected_date",
  datetimepicker: "selected_date_time",
  plain_text_input: "value",
};

const INITIAL = {
  selected_option: "initial_option",
  selected_options: "initial_options",
  selected_user: "initial_user",
  selected_users: "initial_users",
  selected_conversation: "initial_conversation",
  selected_date: "initial_date",
  selected_date_time: "initial_date_time",
  value: "initial_value",
};

/** The field that holds the value, or undefined for what has none (buttons, menus). */
export const fieldOf = (element) => FIELDS[element.type];

const nothing = (field) => (field.endsWith("s") ? [] : null);

/** What the element begins with, as its JSON says. */
function initial(element) {
  const field = fieldOf(element);
  return element[INITIAL[field]] ?? nothing(field);
}

/** Every element with a value in these blocks, as `{block, element}`. */
function stateful(blocks) {
  const found = (blocks ?? []).flatMap((block) =>
    [block.element, block.accessory, ...(block.elements ?? [])].map((element) => ({
      block,
      element,
    })),
  );
  return found.filter(({ element }) => element?.action_id && fieldOf(element));
}

/**
 * What has been typed and chosen on one surface. A value follows its block id and action id, so
 * it outlives an update of the blocks as it does in Slack.
 */
export class Values {
  #known = new Map();

  /** `state` is Slack's `{block_id: {action_id: value}}`. */
  constructor(state = {}) {
    for (const [blockId, actions] of Object.entries(state ?? {})) {
      for (const [actionId, value] of Object.entries(actions)) {
        this.#known.set(`${blockId}\n${actionId}`, value[FIELDS[value.type]] ?? null);
      }
    }
  }

  get(blockId, element) {
    const key = `${blockId}\n${element.action_id}`;
    return this.#known.has(key) ? this.#known.get(key) : initial(element);
  }

  set(blockId, element, value) {
    this.#known.set(`${blockId}\n${element.action_id}`, value);
  }

  /** Everything in these blocks, in Slack's state shape. */
  all(blocks) {
    const state = {};
    for (const { block, element } of stateful(blocks)) {
      state[block.block_id] ??= {};
      state[block.block_id][element.action_id] = {
        type: element.type,
        [fieldOf(element)]: this.get(block.block_id, element),
      };
    }
    return state;
  }
}
