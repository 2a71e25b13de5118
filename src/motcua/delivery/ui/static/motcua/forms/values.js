/**
 * How a value of each type is read. A reader takes what was typed or kept and gives the normalised value, null for
 * nothing, or a `Refused`. The twins of `motcua.core.forms.values`.
 */

import { dateReader, monthReader } from "./dates.js";
import { filesReader } from "./files.js";
import { emailReader, formerIdReader, personalIdReader, phoneReader, taxCodeReader } from "./identifiers.js";
import { decimalReader, wholeReader } from "./numbers.js";
import { Refused } from "./refused.js";
import { cleanLine, cleanLines, lengthOf, longestRaw } from "./text.js";

const NOT_TEXT = new Refused("not_text");
const TOO_SHORT = new Refused("too_short");
const TOO_LONG = new Refused("too_long");
const NOT_YES_OR_NO = new Refused("not_yes_or_no");
const UNKNOWN_OPTION = new Refused("unknown_option");
const NOT_AN_ADDRESS = new Refused("not_an_address");

const NAME = /^[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f '’.-]*$/u;
const MOST_CHOICES = 100;
const LONGEST_CODE = 100;
const ADDRESS_PARTS = ["province", "commune", "street", "declared"];
const LONGEST_PART = 200;

/** For each type a function of field and context that makes its reader. Groups and texts to read have none. */
export const READERS = {
  text: (field) => {
    const pattern = field.pattern && new RegExp(`^(?:${field.pattern})$`, "u");
    return textReader(field, cleanLine, pattern, "pattern");
  },
  paragraph: (field) => textReader(field, cleanLines),
  person_name: (field) => textReader(field, cleanLine, NAME, "not_a_name"),
  integer: wholeReader,
  money: wholeReader,
  year: wholeReader,
  decimal: decimalReader,
  date: dateReader,
  month: monthReader,
  yes_no: () => readYesNo,
  confirm: () => (raw) => {
    const value = readYesNo(raw);
    return value === false ? null : value;
  },
  choice: choiceReader,
  choices: choicesReader,
  personal_id: personalIdReader,
  former_id: formerIdReader,
  tax_code: taxCodeReader,
  phone: phoneReader,
  email: emailReader,
  address: addressReader,
  file: filesReader,
};

/** What a value still lacks to be complete, as problems. */
export const INCOMPLETE = {
  address: (field, value) => {
    const needed = field.street === "required" ? ["province", "commune", "street"] : ["province", "commune"];
    return needed.filter((part) => !(part in value)).map((part) => ({ code: `${part}_required`, at: `.${part}` }));
  },
  file: (field, value) => (value.length < field.file.min_files ? [{ code: "too_few_files", at: "" }] : []),
};

function textReader(field, clean, pattern, mismatch) {
  return (raw) => {
    if (typeof raw !== "string") return NOT_TEXT;
    const value = lengthOf(raw) <= longestRaw(field.max_length) ? clean(raw) : TOO_LONG;
    if (value instanceof Refused || value === "") return value || null;
    const length = lengthOf(value);
    if (length > field.max_length) return TOO_LONG;
    if (length < field.min_length) return TOO_SHORT;
    return pattern && !pattern.test(value) ? new Refused(mismatch) : value;
  };
}

function readYesNo(raw) {
  if (typeof raw === "boolean") return raw;
  if (raw === "true" || raw === "on") return true;
  if (raw === "false") return false;
  return raw === "" ? null : NOT_YES_OR_NO;
}

function choiceReader(field, context) {
  const isOption = options(field, context);
  return (raw) => (raw === "" ? null : isOption(raw) ? raw : UNKNOWN_OPTION);
}

function choicesReader(field, context) {
  const isOption = options(field, context);
  return (raw) => {
    if (raw === "" || (Array.isArray(raw) && raw.length === 0)) return null;
    const codes = typeof raw === "string" ? [raw] : raw;
    const areOptions = Array.isArray(codes) && codes.length <= MOST_CHOICES && codes.every(isOption);
    return areOptions ? [...new Set(codes)] : UNKNOWN_OPTION;
  };
}

function options(field, context) {
  const codes = field.list ? listNamed(field.list, context) : field.options.map(([code]) => code);
  const known = new Set(codes);
  return (code) => typeof code === "string" && lengthOf(code) <= LONGEST_CODE && known.has(code);
}

function listNamed(name, context) {
  if (!context.lists || !context.lists[name]) throw new Error(`the form needs the list ${name} in context.lists`);
  return context.lists[name];
}

function addressReader(_field, context) {
  return (raw) => {
    if (raw === "") return null;
    if (raw === null || typeof raw !== "object" || Array.isArray(raw)) return NOT_AN_ADDRESS;
    if (!Object.keys(raw).every((part) => ADDRESS_PARTS.includes(part))) return NOT_AN_ADDRESS;
    const parts = {};
    let problems = [];
    for (const part of ADDRESS_PARTS) {
      const value = readPart(raw[part]);
      if (value instanceof Refused) problems.push({ code: `${part}_${value.problems[0].code}`, at: `.${part}` });
      else if (value) parts[part] = value;
    }
    if (!problems.length) problems = wrongCodes(parts, context);
    if (problems.length) return new Refused(...problems);
    return Object.keys(parts).length ? parts : null;
  };
}

function readPart(raw) {
  if (raw === undefined || raw === null) return null;
  if (typeof raw !== "string") return NOT_TEXT;
  const text = lengthOf(raw) <= longestRaw(LONGEST_PART) ? cleanLine(raw) : TOO_LONG;
  return typeof text === "string" && lengthOf(text) > LONGEST_PART ? TOO_LONG : text;
}

/** `context.communes`, where it is at hand, gives the province of each commune on the day of filing. */
function wrongCodes({ province, commune }, context) {
  const problems = [];
  if (province && !/^[0-9]{2}$/.test(province)) problems.push({ code: "unknown_province", at: ".province" });
  if (!commune) return problems;
  const isCode = /^[0-9]{5}$/.test(commune);
  const found = isCode && context.communes ? context.communes[commune] : undefined;
  const isElsewhere = found && province && found !== province && !problems.length;
  if (!isCode || (context.communes && !found)) problems.push({ code: "unknown_commune", at: ".commune" });
  else if (isElsewhere) problems.push({ code: "commune_elsewhere", at: ".commune" });
  return problems;
}
