/** Numbers that identify persons, taxpayers, telephones and mailboxes: their structure only. */

import { Refused } from "./refused.js";
import { cleanLine, lengthOf } from "./text.js";

const LONGEST_NUMBER = 60;
const LONGEST_EMAIL = 254;
const TAX_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];
const TWELVE = /^[0-9]{12}$/;
const NINE = /^[0-9]{9}$/;
const TAX = /^([0-9]{10})([0-9]{3})?$/;
const PHONE = /^(?:\+?84|0)([35789][0-9]{8}|2[0-9]{9})$/;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}";
const EMAIL = new RegExp(`^${ATOM}(?:\\.${ATOM})*@${HOST}$`);

const NOT_TEXT = new Refused("not_text");

export const personalIdReader = (_field, context) =>
  numberReader("not_a_personal_id", (number) => {
    if (!TWELVE.test(number)) return new Refused("not_a_personal_id");
    return isPossiblePersonalId(number, context) ? number : new Refused("impossible_personal_id");
  });

export const formerIdReader = () =>
  numberReader("not_a_former_id", (number) =>
    NINE.test(number) && !number.startsWith("00000000") ? number : new Refused("not_a_former_id"),
  );

export const taxCodeReader = (_field, context) =>
  numberReader("not_a_tax_code", (number) => {
    if (TWELVE.test(number) && isPossiblePersonalId(number, context)) return number;
    const match = TAX.exec(number);
    if (!match) return new Refused("not_a_tax_code");
    const [, enterprise, branch] = match;
    if (!hasTaxCheckDigit(enterprise)) return new Refused("wrong_check_digit");
    return branch ? `${enterprise}-${branch}` : enterprise;
  });

export const phoneReader = () =>
  numberReader("not_a_phone", (number) => {
    const match = PHONE.exec(number);
    return match ? `0${match[1]}` : new Refused("not_a_phone");
  });

export const emailReader = () => (raw) => {
  if (typeof raw !== "string") return NOT_TEXT;
  const text = lengthOf(raw) <= LONGEST_EMAIL + 40 ? cleanLine(raw) : new Refused("not_an_email");
  if (text instanceof Refused || text === "") return text || null;
  const tooLong = lengthOf(text) > LONGEST_EMAIL || text.indexOf("@") > 64;
  return !tooLong && EMAIL.test(text) ? text.toLowerCase() : new Refused("not_an_email");
};

/** The digits typed, without the spaces, points and hyphens people put between them, judged by `judge`. */
function numberReader(wrong, judge) {
  return (raw) => {
    if (typeof raw !== "string") return NOT_TEXT;
    const text = lengthOf(raw) <= LONGEST_NUMBER ? cleanLine(raw) : new Refused(wrong);
    if (text instanceof Refused) return text;
    const number = text.replace(/[ .()-]/g, "");
    return number === "" ? null : judge(number);
  };
}

function isPossiblePersonalId(number, context) {
  const born = 1900 + Math.floor(Number(number[3]) / 2) * 100 + Number(number.slice(4, 6));
  return !number.startsWith("000") && born <= Number(context.today.slice(0, 4));
}

function hasTaxCheckDigit(number) {
  const weighted = TAX_WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(number[index]), 0);
  return Number(number[9]) === 10 - (weighted % 11);
}
