/** What an enrolment comes to: the button to pay, the first lesson, a place in line, or why not. */

import { h, icon } from "../kit/dom.js";
import { clock, day, span, time } from "../kit/format.js";
import { TEXT } from "../kit/text.js";

const words = TEXT.status;
const ENDED = new Set(["rejected", "cancelled", "expired", "refunded", "failed"]);

/** The elements that belong to this state; `answer` is what takes or leaves a seat that is on offer. */
export function outcome(studio, status, answer) {
  const parts = [];
  if (status.state === "awaiting_payment") parts.push(...payment(status));
  if (status.state === "active" || status.first_lesson) parts.push(lesson(studio, status));
  if (status.state === "waitlisted" && status.waitlist?.offer) parts.push(offer(studio, status.waitlist.offer, answer));
  else if (status.state === "waitlisted" && status.waitlist_position) parts.push(line(status.waitlist_position, status.waitlist?.explained));
  if (status.problem && ENDED.has(status.state)) parts.push(reason(status.problem));
  if (ENDED.has(status.state)) parts.push(h("a", { class: "button", href: `/${studio.slug}` }, words.again));
  return parts;
}

function payment({ checkout_url: url }) {
  if (!url) return [h("p", { class: "hint" }, words.opening)];
  return [h("a", { class: "button large", href: url, rel: "noreferrer" }, words.pay, icon("forward")), h("p", { class: "hint" }, words.payNote)];
}

function lesson(studio, { teacher, first_lesson: first }) {
  if (!first) return null;
  const zone = first.zone || studio.time_zone;
  const rows = [
    [words.lesson, day(first.starts_at, zone)],
    [words.time, `${first.ends_at ? span(first.starts_at, first.ends_at, zone) : ""} (${clock(zone)})`],
    [words.teacher, teacherName(teacher)],
    [words.place, first.location?.name || first.location_name],
  ];
  return h("dl", { class: "ticket" }, rows.filter(([, value]) => value).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))));
}

const teacherName = (teacher) => (typeof teacher === "string" ? teacher : teacher?.display_name || teacher?.name);

/** A seat on offer: two buttons, of which the second is the quiet one; both rest while an answer is on its way. */
function offer(studio, { expires_at: until }, answer) {
  const zone = studio.time_zone;
  const buttons = [
    h("button", { class: "button large", type: "button" }, words.takeSeat),
    h("button", { class: "button plain", type: "button" }, words.leaveSeat),
  ];
  ["accept", "decline"].forEach((verb, number) =>
    buttons[number].addEventListener("click", async () => {
      buttons.forEach((one) => (one.disabled = true));
      await answer(verb);
      buttons.forEach((one) => (one.disabled = false));
    }),
  );
  return h(
    "section",
    { class: "note-box", "aria-labelledby": "seat-offered" },
    h("h2", { id: "seat-offered" }, words.offered),
    h("p", {}, words.offeredUntil(`${day(until, zone)}, ${time(until, zone)} (${clock(zone)})`)),
    h("div", { class: "actions" }, ...buttons),
  );
}

function line(position, explained) {
  const sentence = explained || (position === 1 ? words.next : words.position(position));
  return h("p", { class: "in-line" }, h("span", { class: "number", "aria-hidden": "true" }, String(position)), h("span", {}, sentence));
}

function reason(problem) {
  return h("div", { class: "note-box" }, h("p", {}, h("strong", {}, problem.title), " ", problem.detail !== problem.title && problem.detail));
}
