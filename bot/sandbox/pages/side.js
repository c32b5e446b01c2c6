// Two people beside each other, each in a frame of their own.

import { h } from "./dom.js";

const asked = new URLSearchParams(location.search);

const frame = (title, as) =>
  h("iframe", { title, src: `/?${new URLSearchParams({ as, embedded: "1" })}` });

document
  .getElementById("frames")
  .append(
    frame("Den ene person", asked.get("left") ?? ""),
    frame("Den anden person", asked.get("right") ?? ""),
  );
