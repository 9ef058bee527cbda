/** One course: what it is, and the form to enrol. */

import { enroll, findStudio, freshKey, listCourses } from "../kit/api.js";
import { h } from "../kit/dom.js";
import { capital, money } from "../kit/format.js";
import { TEXT, troubleText } from "../kit/text.js";
import { isFull, traits } from "../parts/course_card.js";
import { enrollmentForm, requestOf } from "../parts/enrollment_form.js";
import { check, complain, idOf, summarize } from "../parts/fields.js";
import { drawLoading, drawTrouble, frame } from "../parts/frame.js";
import { showMissing } from "./missing.js";

const words = TEXT.course;

export async function showCourse(app, slug, courseId) {
  drawLoading(app);
  try {
    const [studio, courses] = await Promise.all([findStudio(slug), listCourses(slug)]);
    const course = courses.find(({ id }) => id === courseId);
    if (course) draw(app, studio, course);
    else showMissing(app, TEXT.missing.course, studio);
  } catch (problem) {
    if (problem.isMissing) showMissing(app, TEXT.missing.studio);
    else drawTrouble(app, problem, () => showCourse(app, slug, courseId));
  }
}

function draw(app, studio, course) {
  const { form, summary } = enrollmentForm(studio, course);
  const key = freshKey();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faulty = check(form);
    if (faulty.length > 0) summarize(summary, faulty);
    else send(studio, course, form, summary, key);
  });
  frame(
    app,
    { studio, title: words.title(course.name), back: `/${studio.slug}` },
    h(
      "div",
      { class: "split" },
      h("div", { class: "split-head" }, h("p", { class: "card-kind" }, capital(course.instrument)), h("h1", {}, course.name), course.description && h("p", { class: "lead" }, course.description)),
      choice(course),
      form,
    ),
  );
}

function choice(course) {
  return h(
    "aside",
    { class: "choice", "aria-label": words.summary },
    h("ul", { class: "traits" }, traits(course).map((trait) => h("li", {}, trait))),
    h("p", { class: "price large" }, money(course.price)),
    isFull(course)
      ? h("p", { class: "hint" }, words.waitlistNote)
      : [h("p", { class: "hint" }, words.perCourse), h("p", { class: "hint" }, words.heldFor)],
  );
}

async function send(studio, course, form, summary, key) {
  const button = form.querySelector("[type=submit]");
  const label = button.textContent;
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  button.textContent = TEXT.form.sending;
  summary.hidden = true;
  try {
    const request = requestOf(form, course);
    const accepted = await enroll(studio.slug, request, `${key}-${digest(request)}`);
    location.assign(pageOf(studio.slug, accepted));
  } catch (problem) {
    explain(form, summary, problem);
    button.textContent = label;
    button.removeAttribute("aria-disabled");
  }
}

/** The page that follows an enrolment: the token of its status goes with it. */
function pageOf(slug, { enrollment_id, status_url }) {
  const token = new URL(status_url, location.origin).searchParams.get("token");
  return `/${slug}/enrollments/${enrollment_id}?${new URLSearchParams({ token })}`;
}

/** The same answers sent twice are one request; changed answers are a new one. */
function digest(request) {
  const text = JSON.stringify(request);
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return (sum >>> 0).toString(16);
}

/** Lead from the API's pointers (`/body/guardian/email`) to the fields. */
function explain(form, summary, problem) {
  const faulty = problem.errors.flatMap(({ pointer }) => {
    const input = document.getElementById(idOf(pointer.split("/").slice(2).join(".")));
    return input && form.contains(input) ? [{ input, sentence: TEXT.rules.other }] : [];
  });
  faulty.forEach(({ input, sentence }) => complain(input, sentence));
  summarize(summary, faulty, faulty.length > 0 ? TEXT.form.problems : troubleText(problem));
}
