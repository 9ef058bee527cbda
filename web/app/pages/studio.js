/** A school's own page: who it is, and what it offers. */

import { findStudio, listCourses } from "../kit/api.js";
import { h } from "../kit/dom.js";
import { TEXT } from "../kit/text.js";
import { courseCard } from "../parts/course_card.js";
import { drawLoading, drawTrouble, frame, staff } from "../parts/frame.js";
import { showMissing } from "./missing.js";

const words = TEXT.offers;

export async function showStudio(app, slug) {
  drawLoading(app);
  try {
    const [studio, courses] = await Promise.all([findStudio(slug), listCourses(slug)]);
    draw(app, studio, courses);
  } catch (problem) {
    if (problem.isMissing) showMissing(app, TEXT.missing.studio);
    else drawTrouble(app, problem, () => showStudio(app, slug));
  }
}

function draw(app, studio, courses) {
  const group = (kind) => courses.filter((course) => course.kind === kind);
  frame(
    app,
    { studio, title: words.title },
    h("div", { class: "hero" }, staff(), h("h1", {}, studio.name), studio.brand?.tagline && h("p", { class: "lead" }, studio.brand.tagline)),
    courses.length === 0 && h("p", { class: "note-box" }, words.empty),
    shelf(studio, words.private, words.privateLead, group("private")),
    shelf(studio, words.cohort, words.cohortLead, group("cohort")),
  );
}

function shelf(studio, title, lead, courses) {
  if (courses.length === 0) return null;
  return h(
    "section",
    { class: "shelf" },
    h("div", { class: "shelf-head" }, h("h2", {}, title), h("p", {}, lead)),
    h("ul", { class: "cards" }, courses.map((course) => h("li", {}, courseCard(studio, course)))),
  );
}
