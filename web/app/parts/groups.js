/** The groups of a cohort course: when each meets next, with whom, and how many seats are left. */

import { openingsOf } from "../kit/api.js";
import { fill, h } from "../kit/dom.js";
import { clock, day, span } from "../kit/format.js";
import { TEXT } from "../kit/text.js";

const words = TEXT.course;

/** The section with the groups; a choice only where there is more than one. */
export function groupsPicker(studio, course) {
  const place = h("div", { class: "groups" }, h("p", { class: "hint", role: "status" }, TEXT.loading));
  load(place, studio, course);
  return h("fieldset", { class: "choices" }, h("legend", {}, words.group), place);
}

async function load(place, studio, course) {
  try {
    const sessions = [];
    for await (const page of openingsOf(studio.slug, course.id)) sessions.push(...page.items);
    draw(place, nextSessions(sessions));
  } catch {
    draw(place, []);
  }
}

/** The first session of each group; sessions come in order of time. */
function nextSessions(sessions) {
  const first = new Map();
  for (const session of sessions) if (!first.has(session.cohort_id)) first.set(session.cohort_id, session);
  return [...first.values()];
}

function draw(place, groups) {
  if (groups.length === 0) return fill(place, h("p", { class: "hint" }, words.noDates));
  if (groups.length === 1) return fill(place, h("div", { class: "group" }, about(groups[0])));
  const any = h("span", {}, h("strong", {}, words.anyGroup));
  return fill(place, choice("", any, true), groups.map((group) => choice(group.cohort_id, about(group), false)));
}

function choice(value, content, isChosen) {
  return h("label", { class: "group" }, h("input", { type: "radio", name: "cohort_id", value, checked: isChosen }), content);
}

function about({ starts_at: from, ends_at: to, zone, teacher, seats_left: seats }) {
  const left = seats > 0 ? TEXT.offers.seats(seats) : TEXT.offers.full;
  return h(
    "span",
    {},
    h("strong", {}, words.from(day(from, zone))),
    h("span", { class: "hint" }, `${span(from, to, zone)} (${clock(zone)}) · ${teacher.display_name} · ${left}`),
  );
}
