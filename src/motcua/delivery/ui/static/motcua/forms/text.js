/** Text as the server keeps it: composed (NFC), trimmed, without characters that hide or reorder what a reader sees. */

import { Refused } from "./refused.js";

const SPACE = "\\t\\n\\x0b\\x0c\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const HIDING =
  "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2061-\\u206f\\ud800-\\udfff" +
  "\\ufdd0-\\ufdef\\ufff9-\\ufffb\\ufffe\\uffff\\u{e0000}-\\u{e0fff}";
const spaces = new RegExp(`[${SPACE}]+`, "gu");
const invisible = /[\xad\u200b-\u200d\u2060\ufeff]/gu;
const hiding = new RegExp(`[${HIDING}]`, "u");
const lineEnds = /\r\n|[\x0b\x0c\r\u2028\u2029]/gu;

const HIDDEN_CHARACTERS = new Refused("hidden_characters");

/** Characters as a person counts them: an emoji is one. */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** One line of text; runs of white space become one space. */
export function cleanLine(raw) {
  if (hiding.test(raw)) return HIDDEN_CHARACTERS;
  return joined(raw.replace(invisible, "")).normalize("NFC");
}

/** Text of several lines: line ends become one newline, more than one blank line becomes one. */
export function cleanLines(raw) {
  if (hiding.test(raw)) return HIDDEN_CHARACTERS;
  const lines = raw.replace(invisible, "").replace(lineEnds, "\n").split("\n").map(joined);
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "").normalize("NFC");
}

/** What is longer than this is refused unread: room for spaces to be joined and marks to be composed. */
export function longestRaw(maxLength) {
  return 4 * maxLength + 100;
}

function joined(line) {
  return line.replace(spaces, " ").replace(/^ | $/g, "");
}
