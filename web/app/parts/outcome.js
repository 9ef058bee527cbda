/** What an enrolment comes to: the button to pay, the first lesson, a place in line, or why not. */

import { h, icon } from "../kit/dom.js";
import { clock, day, span } from "../kit/format.js";
import { TEXT } from "../kit/text.js";

const words = TEXT.status;
const ENDED = new Set(["rejected", "cancelled", "expired", "refunded", "failed"]);

/** The elements that belong to this state. */
export function outcome(studio, status) {
  const parts = [];
  if (status.state === "awaiting_payment") parts.push(...payment(status));
  if (status.state === "active" || status.first_lesson) parts.push(lesson(studio, status));
  if (status.state === "waitlisted" && status.waitlist_position) parts.push(line(status.waitlist_position));
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

function line(position) {
  const sentence = position === 1 ? words.next : words.position(position);
  return h("p", { class: "in-line" }, h("span", { class: "number", "aria-hidden": "true" }, String(position)), h("span", {}, sentence));
}

function reason(problem) {
  return h("div", { class: "note-box" }, h("p", {}, h("strong", {}, problem.title), " ", problem.detail !== problem.title && problem.detail));
}
