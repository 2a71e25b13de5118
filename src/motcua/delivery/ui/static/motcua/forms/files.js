/** The rule for files, over facts about each: `{name, size, declared_type, detected_type, pages, encrypted, …}`. */

import { Refused } from "./refused.js";
import { lengthOf } from "./text.js";

const MEGABYTE = 1024 * 1024;
const LONGEST_ID = 100;
const SHOWN_NAME = 60;
const HIDING = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]/gu;

export function filesReader(field, context) {
  const known = (id) => Object.prototype.hasOwnProperty.call(context.files || {}, id);
  return (raw) => {
    if (raw === "" || (Array.isArray(raw) && raw.length === 0)) return null;
    const ids = typeof raw === "string" ? [raw] : raw;
    if (!Array.isArray(ids) || !ids.every(isId)) return new Refused("not_files");
    const unique = [...new Set(ids)];
    if (unique.length > field.file.max_files) return new Refused("too_many_files");
    const unknown = unique.flatMap((id, index) => (known(id) ? [] : [{ code: "unknown_file", at: `[${index}]` }]));
    if (unknown.length) return new Refused(...unknown);
    const wrong = fileFaults(field, unique.map((id) => context.files[id]), context.language);
    return wrong.length ? new Refused(...wrong) : unique;
  };
}

function isId(id) {
  return typeof id === "string" && lengthOf(id) <= LONGEST_ID;
}

/** What is wrong with each file, as problems with their sentences. */
export function fileFaults(field, files, language) {
  return files.flatMap((file, index) =>
    faultsOf(field.file, file).map((code) => ({
      code,
      at: `[${index}]`,
      sentence: filled(field.sentences[code], file, language),
    })),
  );
}

function faultsOf(rule, file) {
  if (file.size <= 0) return ["empty_file"];
  const detected = file.detected_type !== null && file.detected_type !== undefined;
  const kind = detected ? file.detected_type : file.declared_type;
  if (!rule.media_types.includes(kind)) return ["file_kind"];
  const found = {
    file_too_large: file.size > rule.max_bytes,
    file_encrypted: file.encrypted === true,
    file_active: file.has_active_content === true,
    file_too_long: rule.max_pages !== undefined && (file.pages || 0) > rule.max_pages,
  };
  return Object.keys(found).filter((code) => found[code]);
}

function filled(sentence, file, language) {
  const name = Array.from(file.name.replace(HIDING, ""));
  const shown = name.length <= SHOWN_NAME ? name.join("") : `${name.slice(0, SHOWN_NAME - 1).join("")}…`;
  return sentence.split("{size}").join(megabytes(file.size, language)).split("{name}").join(shown);
}

/** `32,5 MB`, rounded up, so that a file over a limit never reads as the limit. */
function megabytes(size, language) {
  const tenths = Math.ceil((size * 10) / MEGABYTE);
  const [thousands, point] = language === "vi" ? [".", ","] : [",", "."];
  const whole = String(Math.floor(tenths / 10)).replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${whole}${tenths % 10 ? point + (tenths % 10) : ""} MB`;
}
