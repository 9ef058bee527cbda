/** There is nothing at this address. */

import { h } from "../kit/dom.js";
import { TEXT } from "../kit/text.js";
import { frame } from "../parts/frame.js";

export function showMissing(app, title = TEXT.missing.title, studio = null) {
  frame(
    app,
    { studio, title },
    h("div", { class: "lonely" }, h("h1", {}, title), h("p", { class: "lead" }, TEXT.missing.lead), h("a", { class: "button", href: studio ? `/${studio.slug}` : "/" }, studio ? TEXT.back : TEXT.missing.go)),
  );
}
