/**
 * Numbers, read as people in Vietnam write them and kept as the server keeps them: whole numbers as JSON integers,
 * decimals as text with a point. See `motcua.core.forms.values.numbers`, whose twin this is.
 */

import { Decimal } from "./decimal.js";
import { Refused } from "./refused.js";
import { cleanLine, lengthOf } from "./text.js";

const LARGEST = Decimal.of("999999999999999");
const LONGEST_TEXT = 60;
const GROUPED = /^([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?$/;
const POINTED = /^([+-]?)([0-9]+)\.([0-9]+)$/;
const CURRENCY = / ?(?:đồng|đ|vnđ|vnd)$/iu;

const NOT_A_NUMBER = new Refused("not_a_number");
const NOT_WHOLE = new Refused("not_whole");
const TOO_SMALL = new Refused("too_small");
const TOO_BIG = new Refused("too_big");
const TOO_MANY_DECIMALS = new Refused("too_many_decimals");

export function wholeReader(field) {
  const outside = limits(field);
  return (raw) => {
    const number = readNumber(raw, field.type === "money");
    if (!(number instanceof Decimal)) return number;
    const beyond = beyondAll(number);
    if (beyond) return beyond;
    if (!number.isWhole()) return NOT_WHOLE;
    return outside(number) || Number(number.text());
  };
}

export function decimalReader(field) {
  const outside = limits(field);
  return (raw) => {
    const number = readNumber(raw, false);
    if (!(number instanceof Decimal)) return number;
    const refused = outside(number);
    if (refused) return refused;
    const fraction = number.text().split(".")[1] || "";
    return fraction.length > field.decimals ? TOO_MANY_DECIMALS : decimalJson(number);
  };
}

/** The exact number; null for empty text. Amounts may end in đ, đồng or VND. */
export function readNumber(raw, money) {
  if (typeof raw === "string") return readText(raw, money);
  if (typeof raw !== "number" || Number.isNaN(raw)) return NOT_A_NUMBER;
  if (!Number.isFinite(raw)) return raw > 0 ? TOO_BIG : TOO_SMALL;
  return Decimal.of(raw);
}

/** The one text of a number. Three digits after the point get a zero more, or they would be read as thousands. */
export function decimalJson(number) {
  const text = number.text();
  return /\.[0-9]{3}$/.test(text) ? `${text}0` : text;
}

/** A computed number as its field keeps it. */
export function roundHalfUp(number, decimals) {
  return beyondAll(number) || number.roundedHalfUp(decimals);
}

function readText(raw, money) {
  let text = lengthOf(raw) <= LONGEST_TEXT ? cleanLine(raw) : NOT_A_NUMBER;
  if (text instanceof Refused || text === "") return text || null;
  if (money) text = text.replace(CURRENCY, "");
  text = text.replace(/ /g, "");
  const match = GROUPED.exec(text) || POINTED.exec(text);
  if (!match) return NOT_A_NUMBER;
  const [, sign, whole, fraction = "0"] = match;
  return Decimal.of(`${sign}${whole.replace(/\./g, "")}.${fraction}`);
}

function limits(field) {
  const [least, most] = [Decimal.of(field.min), Decimal.of(field.max)];
  const over = field.above === undefined ? null : Decimal.of(field.above);
  return (number) => {
    if (number.compare(least) < 0 || (over && number.compare(over) <= 0)) return TOO_SMALL;
    return number.compare(most) > 0 ? TOO_BIG : null;
  };
}

function beyondAll(number) {
  if (number.compare(LARGEST) > 0) return TOO_BIG;
  return number.compare(LARGEST.negated()) < 0 ? TOO_SMALL : null;
}
