/** An invitation: who invites, and the password with which to come in. The token never leaves the fragment. */

import { acceptInvitation, readInvitation } from "../kit/api.js";
import { h } from "../kit/dom.js";
import { TEXT, troubleText } from "../kit/text.js";
import { check, field, summarize } from "../parts/fields.js";
import { drawLoading, drawTrouble, frame } from "../parts/frame.js";
import { showMissing } from "./missing.js";

const words = TEXT.invitation;

export async function showInvitation(app) {
  const token = location.hash.slice(1);
  if (!token) return showMissing(app, words.lost);
  drawLoading(app);
  try {
    draw(app, token, await readInvitation(token));
  } catch (problem) {
    drawTrouble(app, problem, () => showInvitation(app));
  }
}

function draw(app, token, letter) {
  const summary = h("div", { class: "note-box faults", role: "alert", tabindex: "-1", hidden: true });
  const form = h(
    "form",
    { class: "form narrow", novalidate: true },
    summary,
    h("input", { type: "email", name: "email", value: letter.email, autocomplete: "username", hidden: true, "aria-hidden": "true", tabindex: "-1" }),
    field("password", words.password, { type: "password", autocomplete: "new-password", minlength: 12 }, words.hint),
    h("button", { class: "button large" }, words.go),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const faulty = check(form);
    if (faulty.length > 0) return summarize(summary, faulty);
    try {
      await acceptInvitation({ token, password: form.elements.password.value });
      welcome(app);
    } catch (problem) {
      summarize(summary, [], troubleText(problem));
    }
  });
  frame(app, { title: words.title }, h("div", { class: "lonely" }, h("h1", {}, words.title), h("p", { class: "lead" }, words.lead(letter.studio_name, letter.roles.join(", "))), form));
}

function welcome(app) {
  frame(app, { title: words.done }, h("div", { class: "lonely", role: "status" }, h("h1", {}, words.done), h("p", { class: "lead" }, words.doneLead)));
}
