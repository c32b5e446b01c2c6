// Putting a file in a conversation.

import { act } from "../api.js";
import { h, iconButton } from "../dom.js";
import { notify } from "../widgets/notice.js";

const MAX_BYTES = 20e6;

/** The file's bytes in base64, without the head of the data URL. */
const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () =>
      resolve(reader.result.slice(reader.result.indexOf(",") + 1)),
    );
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });

async function upload(file, where) {
  if (file.size > MAX_BYTES) {
    notify("Filen er for stor til øvelsen. Den må højst fylde 20 MB.");
    return;
  }
  const { name, size, type } = file;
  const content = await base64(file);
  await act("upload", {
    ...where,
    name,
    size,
    mimetype: type || undefined,
    content_base64: content,
  });
}

/** A button that picks a file and sends it; `where()` is `{channel, thread_ts?}`. */
export function uploadButton(where) {
  const pick = h("input", {
    type: "file",
    class: "visually-hidden",
    tabindex: "-1",
    "aria-hidden": "true",
    on: {
      change: async () => {
        for (const file of pick.files) await upload(file, where());
        pick.value = "";
      },
    },
  });
  const button = iconButton("clip", "Vedhæft en fil", { on: { click: () => pick.click() } });
  return [button, pick];
}
