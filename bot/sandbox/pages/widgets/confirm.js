// «Er du sikker?»: a small dialog that answers true or false.

import { append, h } from "../dom.js";

/** Shows the question and resolves with the answer; closing it by Escape is a no. */
export function ask({ title, body, confirm, deny = "Annullér", danger = false }) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: "confirm-title" }, title);
    const words = h("div", { id: "confirm-body", class: "confirm-body" }, body);
    const answer = (value, text, extra) =>
      h("button", { type: "submit", value, class: `button ${extra}` }, text);
    const form = h(
      "form",
      { method: "dialog" },
      heading,
      words,
      h(
        "div",
        { class: "dialog-buttons" },
        answer("no", deny, ""),
        answer("yes", confirm, danger ? "danger" : "primary"),
      ),
    );
    const dialog = h("dialog", {
      class: "dialog confirm",
      role: "alertdialog",
      "aria-labelledby": "confirm-title",
      "aria-describedby": "confirm-body",
    });
    append(document.body, append(dialog, form));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}
