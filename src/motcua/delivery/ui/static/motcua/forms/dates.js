/** Days and months: read as 15/12/2026 or 2026-12-15, kept as ISO text. */

import { isDay } from "./day.js";
import { Refused } from "./refused.js";
import { cleanLine, lengthOf } from "./text.js";

const EARLIEST_YEAR = 1800;
const LATEST_YEAR = 2200;
const LONGEST_TEXT = 40;
const WRITTEN = /^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$/;
const ISO = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const WRITTEN_MONTH = /^([0-9]{1,2})[/.-]([0-9]{4})$/;
const ISO_MONTH = /^([0-9]{4})-([0-9]{2})$/;

const TOO_EARLY = new Refused("too_early");
const TOO_LATE = new Refused("too_late");

export function dateReader(field, context) {
  return reader(field, context, readDate, new Refused("not_a_date"));
}

export function monthReader(field, context) {
  return reader(field, context, readMonth, new Refused("not_a_month"));
}

/** ISO text of the day that is written here; null when the calendar has no such day. */
export function readDate(text) {
  const iso = ISO.exec(text);
  const written = WRITTEN.exec(text);
  if (iso) return isoDay(iso[1], iso[2], iso[3]);
  return written ? isoDay(written[3], written[2], written[1]) : null;
}

/** `2026-12` for `12/2026`. */
export function readMonth(text) {
  const iso = ISO_MONTH.exec(text);
  const written = WRITTEN_MONTH.exec(text);
  const day = iso ? isoDay(iso[1], iso[2], "1") : written ? isoDay(written[2], written[1], "1") : null;
  return day && day.slice(0, 7);
}

function isoDay(...parts) {
  const [year, month, day] = parts.map(Number);
  if (year < EARLIEST_YEAR || year > LATEST_YEAR || !isDay(year, month, day)) return null;
  return [year, ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");
}

function reader(field, context, parse, wrong) {
  const [first, last] = [field.min, field.max].map((bound) => (bound === "today" ? context.today : bound));
  return (raw) => {
    if (typeof raw !== "string" || lengthOf(raw) > LONGEST_TEXT) return wrong;
    const text = cleanLine(raw);
    if (text instanceof Refused || text === "") return text || null;
    const value = parse(text);
    if (value === null) return wrong;
    // ISO texts sort as the days they name; of a limit a month looks at the month only.
    if (first !== undefined && value < first.slice(0, value.length)) return TOO_EARLY;
    return last !== undefined && value > last.slice(0, value.length) ? TOO_LATE : value;
  };
}
