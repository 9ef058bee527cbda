/** Free times of a private course, day by day, to pick one or none. */

import { openingsOf } from "../kit/api.js";
import { fill, h } from "../kit/dom.js";
import { clock, day, isoDay, time } from "../kit/format.js";
import { TEXT } from "../kit/text.js";

const words = TEXT.form;

/** The section with the free times; it fills itself, and its absence never stops anybody from enrolling. */
export function openingsPicker(studio, course) {
  const place = h("div", { class: "openings" }, h("p", { class: "hint", role: "status" }, TEXT.loading));
  const book = { openings: [], pages: openingsOf(studio.slug, course.id), zone: studio.time_zone };
  turn(place, book);
  return h(
    "fieldset",
    { class: "choices" },
    h("legend", {}, words.openings),
    h("p", { class: "hint" }, words.openingsLead(clock(studio.time_zone))),
    place,
  );
}

/** Read on by one page, and keep what was chosen and where the reader was. */
async function turn(place, book) {
  const chosen = place.querySelector("input:checked")?.value || "";
  const known = byDay(book).length;
  try {
    const { value, done } = await book.pages.next();
    book.openings.push(...(value?.items || []));
    book.isOver = done || !value.cursor;
  } catch {
    book.isOver = true;
  }
  draw(place, book);
  [...place.querySelectorAll("input")].filter((input) => input.value === chosen).forEach((input) => { input.checked = true; });
  if (known > 0) place.querySelectorAll(".opening-day")[known - 1]?.querySelector("input")?.focus();
}

/** Openings by calendar day where the lesson is; two teachers at one time are one choice. */
function byDay({ openings, zone }) {
  const days = new Map();
  for (const opening of openings) {
    const here = opening.zone || zone;
    const key = isoDay(opening.starts_at, here);
    const times = days.get(key) || new Map();
    if (!times.has(opening.starts_at)) times.set(opening.starts_at, { ...opening, zone: here });
    days.set(key, times);
  }
  return [...days.values()].map((times) => [...times.values()]);
}

function draw(place, book) {
  const days = byDay(book);
  if (days.length === 0) return fill(place, h("p", { class: "hint" }, words.noOpenings));
  const more = !book.isOver && h("button", { class: "button plain", type: "button", onclick: () => turn(place, book) }, words.moreDays);
  return fill(place, h("div", { class: "chips" }, chip({ value: "", label: words.anyTime, isChosen: true })), days.map(dayRow), more);
}

function dayRow(openings) {
  const title = day(openings[0].starts_at, openings[0].zone);
  return h(
    "div",
    { class: "opening-day", role: "group", "aria-label": title },
    h("p", { class: "opening-date" }, title),
    h("div", { class: "chips" }, openings.map((opening) => timeChip(title, opening))),
  );
}

function timeChip(title, { starts_at: value, zone }) {
  return chip({ value, label: time(value, zone), spoken: `${title}, ${time(value, zone)}` });
}

function chip({ value, label, spoken = null, isChosen = false }) {
  return h("label", { class: "chip small" }, h("input", { type: "radio", name: "starts_at", value, checked: isChosen, "aria-label": spoken }), h("span", {}, label));
}
