/** One offer: what it is, for whom, what it costs and whether there is a place. */

import { h, icon } from "../kit/dom.js";
import { capital, money } from "../kit/format.js";
import { TEXT } from "../kit/text.js";

const words = TEXT.offers;

/** True when every seat is taken, so that only the waitlist is open. */
export const isFull = (course) => course.seats_left === 0;

export function courseCard(studio, course) {
  const href = `/${studio.slug}/courses/${course.id}`;
  return h(
    "article",
    { class: isFull(course) ? "card full" : "card" },
    h("p", { class: "card-kind" }, capital(course.instrument)),
    h("h3", {}, h("a", { class: "card-link", href }, course.name)),
    course.description && h("p", { class: "card-text" }, course.description),
    h("ul", { class: "traits" }, traits(course).map((trait) => h("li", {}, trait))),
    h(
      "div",
      { class: "card-foot" },
      h("p", { class: "price" }, money(course.price)),
      h("span", { class: isFull(course) ? "go quiet" : "go", "aria-hidden": "true" }, isFull(course) ? words.join : words.enrol, icon("forward")),
    ),
  );
}

/** What matters at a glance, in words. */
export function traits(course) {
  return [
    [icon("cake"), words.ages(course.age_min, course.age_max)],
    course.lesson_minutes && [icon("clock"), words.minutes(course.lesson_minutes)],
    seats(course),
  ].filter(Boolean);
}

function seats(course) {
  if (typeof course.seats_left !== "number") return null;
  const label = isFull(course) ? words.full : words.seats(course.seats_left);
  return [icon("seat"), h("span", { class: isFull(course) ? "" : "scarce" }, label)];
}
