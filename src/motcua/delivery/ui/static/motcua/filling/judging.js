/** What the form makes of the values, shown in the page: which fields there are, what is computed, what is wrong. */

import { assess } from "../forms/form.js";

/** The judgement of all values typed so far, those of other pages included. */
export function judge({ definition, context }, values, partial) {
  return assess(definition, values, context, { partial });
}

/** Shows what is shown, and which fields must be filled in. */
export function showFields(page, judged) {
  const shown = new Set(judged.shown.map(nameOf));
  const required = new Set(judged.required.map(nameOf));
  for (const field of page.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    field.hidden = !shown.has(name);
    const optional = field.querySelector("[data-optional]");
    if (optional && optional.closest("[data-field]") === field) optional.hidden = required.has(name);
    const input = page.elements[name];
    if (input instanceof HTMLElement) input.required = required.has(name);
  }
}

/** Shows what was computed, written as people write it. */
export function showComputed(page, definition, values, words) {
  for (const section of definition.sections) {
    for (const field of section.fields.filter((each) => each.computed)) {
      const output = page.querySelector(`[data-field="${field.id}"] [data-computed]`);
      if (output) output.textContent = written(field, values[field.id], definition.language, words);
    }
  }
}

/**
 * Shows the errors of the fields that a person has left. What is merely missing is told only when the page is handed in:
 * nobody likes to be told off while filling in.
 */
export function showErrors(page, judged, left, word) {
  const told = new Map();
  for (const error of judged.errors) {
    const name = nameOf(error.path);
    if (!told.has(name)) told.set(name, []);
    told.get(name).push(error);
  }
  const places = [...page.querySelectorAll("[data-error]")].map((place) => [place, place.id.slice("f.".length, -"-error".length)]);
  const before = new Set(places.filter(([place]) => !place.hidden).map(([, name]) => name));
  for (const [place, name] of places) {
    const whole = name.split(".").slice(0, -1).join(".");
    if (!left.has(name) && !left.has(whole)) continue;
    // Of an address that is missing as a whole, the parts that are missing are told once one of them is there.
    const wasTold = before.has(name) || before.has(whole);
    const errors = (told.get(name) || []).filter((error) => wasTold || !isMissing(error));
    tell(page, place, name, errors, word);
  }
  // A question with several inputs is right again when the last of them is.
  for (const question of page.querySelectorAll("[data-field].wrong")) {
    question.classList.toggle("wrong", question.querySelector("[data-error]:not([hidden])") !== null);
  }
}

function tell(page, place, name, errors, word) {
  place.hidden = errors.length === 0;
  place.replaceChildren();
  if (errors.length) {
    const prefix = document.createElement("span");
    prefix.className = "visually-hidden";
    prefix.textContent = `${word} `;
    const sentence = document.createElement("span");
    sentence.textContent = errors.map((error) => afterLabel(error.message)).join(" ");
    place.append(prefix, sentence);
  }
  const around = place.closest(".part, [data-field]");
  if (around) around.classList.toggle("wrong", errors.length > 0);
  const input = page.elements[name];
  if (input instanceof HTMLElement) {
    if (errors.length) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/** The id of the field as it is posted: `floors.0.area` for `floors[0].area`. */
export function nameOf(path) {
  return path.replace(/\[([0-9]+)\]/g, ".$1");
}

function isMissing(error) {
  return error.code === "required" || error.code === "too_few_rows" || error.code.endsWith("_required");
}

function afterLabel(message) {
  const sentence = message.slice(message.indexOf(": ") + 2);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function written(field, value, language, words) {
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return words[value ? "yes" : "no"];
  if (field.type === "date") return value.split("-").reverse().join("/");
  if (field.type === "text") return value;
  const [whole, fraction = ""] = String(value).split(".");
  const [thousands, point] = language === "vi" ? [".", ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const kept = fraction.replace(/0+$/, "");
  return kept ? grouped + point + kept : grouped;
}
