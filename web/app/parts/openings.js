/** Free times of a course, day by day, to pick one or none. */

import { listOpenings } from "../kit/api.js";
import { fill, h } from "../kit/dom.js";
import { clock, day, isoDay, time } from "../kit/format.js";
import { TEXT } from "../kit/text.js";

const words = TEXT.form;
const WEEKS = 3;
const DAYS_AT_FIRST = 4;
const TIMES_A_DAY = 12;

/** The section with the free times; it fills itself, and its absence never stops anybody from enrolling. */
export function openingsPicker(studio, course) {
  const place = h("div", { class: "openings" }, h("p", { class: "hint", role: "status" }, TEXT.loading));
  load(place, studio, course);
  return h(
    "fieldset",
    { class: "choices" },
    h("legend", {}, words.openings),
    h("p", { class: "hint" }, words.openingsLead(clock(studio.time_zone))),
    place,
  );
}

async function load(place, studio, course) {
  const from = new Date();
  const to = new Date(from.getTime() + WEEKS * 7 * 86400000);
  try {
    const openings = await listOpenings(studio.slug, course.id, from.toISOString(), to.toISOString());
    draw(place, byDay(openings, studio.time_zone), DAYS_AT_FIRST);
  } catch {
    draw(place, [], 0);
  }
}

/** Openings by calendar day where the lesson is; two teachers at one time are one choice. */
function byDay(openings, zone) {
  const days = new Map();
  for (const opening of [...openings].sort((a, b) => a.starts_at.localeCompare(b.starts_at))) {
    const here = opening.zone || zone;
    const key = isoDay(opening.starts_at, here);
    const times = days.get(key) || new Map();
    if (!times.has(opening.starts_at)) times.set(opening.starts_at, { ...opening, zone: here });
    days.set(key, times);
  }
  return [...days.values()].map((times) => [...times.values()].slice(0, TIMES_A_DAY));
}

function draw(place, days, shown) {
  if (days.length === 0) return fill(place, h("p", { class: "hint" }, words.noOpenings));
  const more = days.length > shown && h("button", { class: "button plain", type: "button", onclick: () => unfold(place, days) }, words.moreDays);
  return fill(place, h("div", { class: "chips" }, chip({ value: "", label: words.anyTime, isChosen: true })), days.slice(0, shown).map(dayRow), more);
}

function unfold(place, days) {
  const chosen = place.querySelector("input:checked")?.value || "";
  draw(place, days, days.length);
  const still = [...place.querySelectorAll("input")].find((input) => input.value === chosen);
  if (still) still.checked = true;
  place.querySelectorAll(".opening-day")[DAYS_AT_FIRST]?.querySelector("input")?.focus();
}

function dayRow(openings) {
  const title = day(openings[0].starts_at, openings[0].zone);
  return h(
    "div",
    { class: "opening-day", role: "group", "aria-label": title },
    h("p", { class: "opening-date" }, title),
    h("div", { class: "chips" }, openings.map((opening) => chip({ value: opening.starts_at, label: time(opening.starts_at, opening.zone), spoken: `${title}, ${time(opening.starts_at, opening.zone)}` }))),
  );
}

function chip({ value, label, spoken = null, isChosen = false }) {
  return h("label", { class: "chip small" }, h("input", { type: "radio", name: "starts_at", value, checked: isChosen, "aria-label": spoken }), h("span", {}, label));
}
