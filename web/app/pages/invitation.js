/** An invitation: who invites, and the password with which to come in. The token never leaves the fragment. */

import { acceptInvitation, readInvitation, signUpByInvitation } from "../kit/api.js";
import { h } from "../kit/dom.js";
import { TEXT, troubleText } from "../kit/text.js";
import { check, field, summarize } from "../parts/fields.js";
import { drawLoading, drawTrouble, frame } from "../parts/frame.js";
import { showMissing } from "./missing.js";

const words = TEXT.invitation;
const STRONG = "(?=.{12,})(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9\\s])\\S(.*\\S)?";

export async function showInvitation(app) {
  const token = location.hash.slice(1);
  if (!token) return showMissing(app, words.lost);
  drawLoading(app);
  try {
    drawNewcomer(app, token, await readInvitation(token));
  } catch (problem) {
    if (problem.isPassing) drawTrouble(app, problem, () => showInvitation(app));
    else showMissing(app, troubleText(problem));
  }
}

function drawNewcomer(app, token, letter) {
  const fields = [
    h(
      "div",
      { class: "pair" },
      field("given_name", TEXT.form.givenName, { autocomplete: "given-name", maxlength: 80 }),
      field("family_name", TEXT.form.familyName, { autocomplete: "family-name", maxlength: 80 }),
    ),
    field("password", words.password, { type: "password", autocomplete: "new-password", maxlength: 256, pattern: STRONG }, words.hint),
  ];
  const join = async (answers) => {
    try {
      await signUpByInvitation(token, answers);
    } catch (problem) {
      if (problem.code !== "AlreadyRegistered") throw problem;
      drawKnown(app, token, letter);
      return;
    }
    drawDone(app);
  };
  draw(app, words.lead(letter.studio_name, letter.roles.join(", ")), fields, join);
}

function drawKnown(app, token, letter) {
  const fields = [
    field("email", words.email, { type: "email", autocomplete: "username", maxlength: 254 }, letter.email),
    field("password", words.ownPassword, { type: "password", autocomplete: "current-password", maxlength: 256 }),
  ];
  const join = async ({ email, password }) => {
    await acceptInvitation(token, email, password);
    drawDone(app);
  };
  draw(app, words.known, fields, join);
}

function draw(app, lead, fields, join) {
  const summary = h("div", { class: "note-box faults", role: "alert", tabindex: "-1", hidden: true });
  const form = h("form", { class: "form narrow", novalidate: true }, summary, fields, h("button", { class: "button large" }, words.go));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const faulty = check(form);
    if (faulty.length > 0) return summarize(summary, faulty);
    try {
      await join(Object.fromEntries(new FormData(form)));
    } catch (problem) {
      summarize(summary, [], problem.code === "Challenge" ? words.challenge : troubleText(problem));
    }
  });
  frame(app, { title: words.title }, h("div", { class: "lonely" }, h("h1", {}, words.title), h("p", { class: "lead" }, lead), form));
}

function drawDone(app) {
  history.replaceState(null, "", location.pathname);
  frame(app, { title: words.done }, h("div", { class: "lonely", role: "status" }, h("h1", {}, words.done), h("p", { class: "lead" }, words.doneLead)));
}
