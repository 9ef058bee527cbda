/** Money, days, times and ages, in the reader's own manner and the school's own zone. */

const LOCALE = navigator.languages?.find((name) => name.startsWith("en")) || "en-GB";

/** `€120.00` from integer minor units, however many a currency has. */
export function money({ amount, currency }) {
  const shape = new Intl.NumberFormat(LOCALE, { style: "currency", currency });
  const digits = shape.resolvedOptions().maximumFractionDigits;
  const isWhole = amount % 10 ** digits === 0;
  const short = new Intl.NumberFormat(LOCALE, { style: "currency", currency, minimumFractionDigits: isWhole ? 0 : digits });
  return short.format(amount / 10 ** digits);
}

const inZone = (zone, shape) => new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...shape });

/** `Monday 7 September`, where the school stands. */
export const day = (instant, zone) => inZone(zone, { weekday: "long", day: "numeric", month: "long" }).format(new Date(instant));

/** `15:30`. */
export const time = (instant, zone) => inZone(zone, { hour: "numeric", minute: "2-digit" }).format(new Date(instant));

/** `2026-09-07`: the calendar day of an instant where the school stands. */
export const isoDay = (instant, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(instant));

/** `15:30–16:00`. */
export const span = (from, to, zone) => `${time(from, zone)}–${time(to, zone)}`;

/** `Vienna time`. */
export const clock = (zone) => `${zone.split("/").pop().replaceAll("_", " ")} time`;

/** Full years between a birth date and today, or null while it is no date. */
export function age(birthDate, today = new Date()) {
  const [year, month, date] = birthDate.split("-").map(Number);
  if (!year || !month || !date) return null;
  const isBefore = today.getMonth() + 1 < month || (today.getMonth() + 1 === month && today.getDate() < date);
  return today.getFullYear() - year - (isBefore ? 1 : 0);
}

/** `Piano` from `piano`. */
export const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
