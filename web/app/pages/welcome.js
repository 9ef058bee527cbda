/** The front door: which school is it? */

import { h } from "../kit/dom.js";
import { TEXT } from "../kit/text.js";
import { frame, staff } from "../parts/frame.js";

const words = TEXT.welcome;

export function showWelcome(app) {
  const wrong = h("p", { class: "wrong", id: "slug-wrong", hidden: true }, words.wrong);
  const slug = h("input", {
    id: "slug", name: "slug", required: true, autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 40,
    "aria-describedby": "slug-hint slug-wrong",
  });
  const form = h(
    "form",
    { class: "finder", novalidate: true },
    h("label", { for: "slug" }, words.label),
    h("div", { class: "finder-row" }, slug, h("button", { class: "button" }, words.go)),
    h("p", { class: "hint", id: "slug-hint" }, words.hint),
    wrong,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = slug.value.trim().toLowerCase();
    const isRight = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(asked);
    wrong.hidden = isRight;
    slug.setAttribute("aria-invalid", String(!isRight));
    if (isRight) location.assign(`/${asked}`);
    else slug.focus();
  });
  frame(app, { title: words.title }, h("div", { class: "hero front" }, staff(), h("h1", {}, words.title), h("p", { class: "lead" }, words.lead), form));
}
