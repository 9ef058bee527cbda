/** The enrolment form: who learns, who answers for them, what suits, what is agreed. */

import { h } from "../kit/dom.js";
import { age } from "../kit/format.js";
import { TEXT } from "../kit/text.js";
import { isFull } from "./course_card.js";
import { chips, field, tick } from "./fields.js";
import { groupsPicker } from "./groups.js";
import { openingsPicker } from "./openings.js";

const words = TEXT.form;
const MAJORITY = 18;

/** The form, without what happens when it is sent. */
export function enrollmentForm(studio, course) {
  const summary = h("div", { class: "note-box faults", role: "alert", tabindex: "-1", hidden: true });
  const form = h(
    "form",
    { class: "form", novalidate: true, "aria-label": TEXT.course.title(course.name) },
    summary,
    whoSection(),
    studentSection(),
    guardianSection(),
    course.kind === "private" ? wishesSection(studio, course) : groupsPicker(studio, course),
    agreementSection(),
    h("button", { class: "button large", type: "submit" }, isFull(course) ? words.sendWaitlist : words.send),
  );
  form.addEventListener("input", () => adapt(form, studio, course));
  adapt(form, studio, course);
  return { form, summary };
}

function whoSection() {
  const options = [
    { value: "child", label: words.child },
    { value: "self", label: words.self },
  ];
  return chips("who", words.who, options, { type: "radio", chosen: "child" });
}

function studentSection() {
  const today = new Date().toISOString().slice(0, 10);
  return h(
    "fieldset",
    { class: "part" },
    h("legend", { "data-legend": "student" }, words.student),
    h(
      "div",
      { class: "pair", "data-only": "child" },
      field("student.given_name", words.givenName, { autocomplete: "off", maxlength: 80 }),
      field("student.family_name", words.familyName, { autocomplete: "off", maxlength: 80 }),
    ),
    field("student.birth_date", words.birthDate, { type: "date", min: "1900-01-01", max: today, autocomplete: "off" }),
    h("p", { class: "hint age-note", role: "status" }),
  );
}

function guardianSection() {
  return h(
    "fieldset",
    { class: "part" },
    h("legend", { "data-legend": "guardian" }, words.guardian),
    h(
      "div",
      { class: "pair" },
      field("guardian.given_name", words.givenName, { autocomplete: "given-name", maxlength: 80 }),
      field("guardian.family_name", words.familyName, { autocomplete: "family-name", maxlength: 80 }),
    ),
    field("guardian.email", words.email, { type: "email", autocomplete: "email", maxlength: 254 }, words.emailHint),
    field("guardian.phone", words.phone, { type: "tel", required: false, autocomplete: "tel", pattern: "\\+?[0-9\\(][0-9 \\(\\)\\.\\/\\-]{4,24}" }),
  );
}

function wishesSection(studio, course) {
  const days = Object.entries(TEXT.weekday).map(([value, label]) => ({ value, label, spoken: TEXT.weekdayLong[value] }));
  const times = Object.entries(TEXT.timeOfDay).map(([value, label]) => ({ value, label, hint: TEXT.timeOfDayHint[value] }));
  return h(
    "fieldset",
    { class: "part" },
    h("legend", {}, words.when),
    h("p", { class: "hint" }, words.whenLead),
    chips("weekdays", words.weekdays, days),
    chips("time_of_day", words.times, times),
    openingsPicker(studio, course),
  );
}

function agreementSection() {
  return h("fieldset", { class: "part" }, h("legend", {}, words.agree), tick("accepted_terms", words.terms), h("div", { "data-only": "minor" }, tick("consent", words.consent)));
}

/** Show what the answers so far call for. */
function adapt(form, studio, course) {
  const isSelf = form.elements.who.value === "self";
  const years = age(form.elements["student.birth_date"].value);
  const isMinor = !isSelf && (years === null || years < (studio.policy?.age_of_majority ?? MAJORITY));
  form.querySelector("[data-only=child]").hidden = isSelf;
  form.querySelector("[data-only=minor]").hidden = !isMinor;
  form.querySelector("[data-legend=guardian]").textContent = isSelf ? words.you : words.guardian;
  form.querySelector("[data-legend=student]").textContent = isSelf ? words.born : words.student;
  const note = ageNote(years, course);
  const place = form.querySelector(".age-note");
  if (place.textContent !== note) place.textContent = note;
}

function ageNote(years, course) {
  if (years === null || years < 0) return "";
  if (years < course.age_min) return words.tooYoung(course.age_min);
  return course.age_max !== null && course.age_max !== undefined && years > course.age_max ? words.tooOld(course.age_max) : "";
}

/** What the API wants to know, from the form as it stands. */
export function requestOf(form, course) {
  const answers = new FormData(form);
  const said = (name) => (answers.get(name) || "").toString().trim();
  const phone = said("guardian.phone");
  const guardian = { given_name: said("guardian.given_name"), family_name: said("guardian.family_name"), email: said("guardian.email"), ...(phone && { phone }) };
  const isSelf = said("who") === "self";
  const name = isSelf ? guardian : { given_name: said("student.given_name"), family_name: said("student.family_name") };
  const isConsentAsked = !form.querySelector("[data-only=minor]").hidden;
  return {
    course_id: course.id,
    ...(said("cohort_id") && { cohort_id: said("cohort_id") }),
    student: { given_name: name.given_name, family_name: name.family_name, birth_date: said("student.birth_date") },
    guardian,
    preferences: preferencesOf(answers),
    accepted_terms: answers.has("accepted_terms"),
    consent: isConsentAsked && answers.has("consent"),
  };
}

function preferencesOf(answers) {
  const starts_at = answers.get("starts_at");
  return { weekdays: answers.getAll("weekdays"), time_of_day: answers.getAll("time_of_day"), ...(starts_at && { starts_at }) };
}
