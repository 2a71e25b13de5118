/**
 * A form in the browser: what is shown, required, computed and wrong, from the definition that the server gave
 * (`FormDefinition.to_browser`). No DOM here. What this file decides, the server decides again.
 */

import { Day } from "./day.js";
import { Decimal } from "./decimal.js";
import { evaluate } from "./evaluate.js";
import { decimalJson, roundHalfUp } from "./numbers.js";
import { Refused } from "./refused.js";
import { INCOMPLETE, READERS } from "./values.js";

const MOST_UNKNOWN = 20;
const ID = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const SECTION = "section ";

/**
 * What the form makes of `data`, which may be anything.
 *
 * `context` is `{today: "2026-11-21", case, channel, applicant, lists, communes, files}`, as on the server; `communes`
 * gives the province of each commune, `files` the facts of each uploaded file. `partial` is for drafts: nothing is
 * required, no rule between values is checked. Gives `values` (normalised), `errors` (`{path, code, message, section}`), and the
 * paths `dropped`, `shown` and `required`.
 */
export function assess(definition, data, context, { partial = false } = {}) {
  const judge = { definition, partial, errors: [], dropped: [], shown: [], required: [] };
  if (!isObject(data)) {
    judge.errors.push({ path: "", code: "not_a_form", message: definition.sentences.not_a_form, section: "" });
    return { values: {}, ...found(judge) };
  }
  const level = formLevel(definition);
  const settled = settle(level, data, namesInScope(context), { ...context, language: definition.language });
  judgeLevel(judge, level, settled, "", "");
  return { values: inOrder(level, settled.values), ...found(judge) };
}

function found({ errors, dropped, shown, required }) {
  return { errors, dropped, shown, required };
}

function formLevel(definition) {
  const fields = definition.sections.flatMap((section) => section.fields.map((field) => [field, section.id]));
  const gates = new Map(definition.sections.map((section) => [SECTION + section.id, section]));
  return levelOf(fields, definition.order, gates);
}

function rowLevel(group, section) {
  return levelOf(group.fields.map((field) => [field, section]), group.order, new Map());
}

function levelOf(fields, order, gates) {
  const steps = new Map(fields.map(([field, section]) => [field.id, { field, section }]));
  const named = (name) => (name.startsWith(SECTION) ? { gate: gates.get(name) } : steps.get(name));
  return { steps, ordered: order.map(named) };
}

function namesInScope(context) {
  return new Map([
    ["case", asFeel(context.case)],
    ["channel", asFeel(context.channel)],
    ["today", Day.of(context.today)],
    ["applicant", asFeel(context.applicant || {})],
  ]);
}

/** Plain JSON as values of FEEL. */
function asFeel(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return Decimal.of(value);
  if (Array.isArray(value)) return value.map(asFeel);
  if (isObject(value)) return new Map(Object.entries(value).map(([key, entry]) => [key, asFeel(entry)]));
  return value;
}

/** A normalised value as expressions see it. */
function inScope(field, value) {
  if (field.type === "decimal") return Decimal.of(value);
  if (field.type === "date") return Day.of(value);
  return asFeel(value);
}

/** Reads every value and works out every condition, in the order in which they depend on one another. */
function settle(level, data, around, context) {
  const scope = new Map(around);
  for (const id of level.steps.keys()) scope.set(id, null);
  const settled = { scope, data, values: new Map(), refused: new Map(), hidden: new Set(), rows: new Map() };
  const closed = new Set();
  for (const step of level.ordered) {
    if (step.gate) {
      if (!holds(step.gate.when, scope)) closed.add(step.gate.id);
    } else if (closed.has(step.section) || !holds(step.field.when, scope)) {
      settled.hidden.add(step.field.id);
    } else {
      settleField(step, settled, context);
    }
  }
  return settled;
}

function settleField({ field, section }, settled, context) {
  const value = valueOf(field, section, settled, context);
  if (value instanceof Refused) settled.refused.set(field.id, value);
  else if (value !== null) {
    settled.values.set(field.id, value);
    settled.scope.set(field.id, settled.rows.has(field.id) ? rowsInScope(field, settled) : inScope(field, value));
  }
}

function valueOf(field, section, settled, context) {
  if (field.computed) return computed(field, settled.scope, context);
  const raw = own(settled.data, field.id);
  if (raw === null) return null;
  if (field.fields) return rowsOf(field, section, raw, settled, context);
  return READERS[field.type] ? READERS[field.type](field, context)(raw) : null;
}

/** What the formula gives, read like any other value: so it is rounded, and within the field's limits. */
function computed(field, scope, context) {
  const raw = FROM_FEEL[field.type](evaluate(field.computed, scope), field);
  return raw === null || raw instanceof Refused ? raw : READERS[field.type](field, context)(raw);
}

const asNumber = (value, field) => {
  const number = value instanceof Decimal ? roundHalfUp(value, field.decimals || 0) : null;
  return number instanceof Decimal ? decimalJson(number) : number;
};
const FROM_FEEL = {
  text: (value) => (typeof value === "string" ? value : null),
  integer: asNumber,
  money: asNumber,
  decimal: asNumber,
  date: (value) => (value instanceof Day ? value.text() : null),
  yes_no: (value) => (typeof value === "boolean" ? value : null),
};

function rowsOf(group, section, raw, settled, context) {
  if (!Array.isArray(raw)) return new Refused("not_rows");
  if (raw.length === 0) return null;
  if (raw.length > group.max_rows) return new Refused("too_many_rows");
  const strange = raw.flatMap((row, index) => (isObject(row) ? [] : [{ code: "not_a_row", at: `[${index}]` }]));
  if (strange.length) return new Refused(...strange);
  const level = rowLevel(group, section);
  const rows = raw.map((row) => settle(level, row, settled.scope, context));
  settled.rows.set(group.id, { level, rows });
  return rows.map((row) => inOrder(level, row.values));
}

function rowsInScope(group, settled) {
  const { level, rows } = settled.rows.get(group.id);
  const names = [...level.steps.keys()];
  return rows.map((row) => new Map(names.map((name) => [name, row.scope.get(name)])));
}

/** Notes what the citizen must hear, in the order of the definition. */
function judgeLevel(judge, level, settled, prefix, row) {
  noteUnknown(judge, level, settled.data, prefix);
  for (const step of level.steps.values()) {
    const path = prefix + step.field.id;
    if (!settled.hidden.has(step.field.id)) {
      judge.shown.push(path);
      judgeField(judge, step, settled, path, row);
    } else if (own(settled.data, step.field.id) !== null) {
      judge.dropped.push(path);
    }
  }
}

function judgeField(judge, step, settled, path, row) {
  const { field } = step;
  const required = field.required === true || (Array.isArray(field.required) && holds(field.required, settled.scope));
  if (required) judge.required.push(path);
  const refused = settled.refused.get(field.id);
  if (refused) {
    // What a draft adds up to so far says nothing of what it will add up to.
    if (!(judge.partial && field.computed)) tell(judge, step, path, row, refused.problems);
    return;
  }
  if (settled.rows.has(field.id)) judgeRows(judge, field, settled.rows.get(field.id), path);
  const isJudged = !judge.partial && (required || settled.values.has(field.id));
  if (isJudged) tell(judge, step, path, row, faults(field, settled));
}

function judgeRows(judge, group, { level, rows }, path) {
  rows.forEach((row, index) => judgeLevel(judge, level, row, `${path}[${index}].`, `${group.each} ${index + 1}`));
}

/** What is missing from the value, or the rules it breaks: those that are false, for null means nobody can tell yet. */
function faults(field, settled) {
  const rows = settled.rows.get(field.id);
  if (field.fields && (rows ? rows.rows.length : 0) < field.min_rows) return [{ code: "too_few_rows", at: "" }];
  if (!settled.values.has(field.id)) return [{ code: "required", at: "" }];
  const lacking = INCOMPLETE[field.type] ? INCOMPLETE[field.type](field, settled.values.get(field.id)) : [];
  if (lacking.length) return lacking;
  return (field.checks || [])
    .filter((check) => evaluate(check.rule, settled.scope) === false)
    .map((check) => ({ code: "check", at: "", sentence: check.message }));
}

function tell(judge, { field, section }, path, row, problems) {
  const name = row ? `${row}, ${field.label}` : field.label;
  for (const problem of problems) {
    const own = field.sentences && field.sentences[problem.code];
    const sentence = problem.sentence || own || judge.definition.sentences[problem.code];
    judge.errors.push({ path: path + problem.at, code: problem.code, message: `${name}: ${sentence}`, section });
  }
}

/** A key may be anything, and long: only what looks like an id is repeated. */
function noteUnknown(judge, level, data, prefix) {
  const isInput = (key) => level.steps.has(key) && level.steps.get(key).field.type !== "info";
  const unknown = Object.keys(data).filter((key) => !isInput(key));
  const paths = [...new Set(unknown.map((key) => prefix + (ID.test(key) ? key : "?")))].sort();
  for (const path of paths.slice(0, MOST_UNKNOWN)) {
    judge.errors.push({ path, code: "unknown_entry", message: judge.definition.sentences.unknown_entry, section: "" });
  }
}

function holds(condition, scope) {
  return condition === undefined || evaluate(condition, scope) === true;
}

function inOrder(level, values) {
  return Object.fromEntries([...level.steps.keys()].filter((id) => values.has(id)).map((id) => [id, values.get(id)]));
}

/** What was submitted under the id; null for nothing. */
function own(data, id) {
  const value = Object.prototype.hasOwnProperty.call(data, id) ? data[id] : null;
  return value === undefined ? null : value;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
