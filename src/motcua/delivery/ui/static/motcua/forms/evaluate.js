/**
 * Evaluates the part of FEEL that runs in the browser: trees of arrays as `motcua.core.rules.portable` writes them.
 *
 * Values are null, booleans, strings, `Decimal`, `Day`, arrays, and `Map` for contexts. What is wrong becomes null and
 * never stops anything; true, false and null are the three answers of logic.
 */

import { Day } from "./day.js";
import { Decimal, OverflowError } from "./decimal.js";

/** The value of the tree where the names have the values of `scope`, a Map. */
export function evaluate(node, scope) {
  return OPERATIONS[node[0]](node, scope);
}

const DAY_PARTS = ["year", "month", "day", "weekday"];

const OPERATIONS = {
  value: ([, value]) => value,
  number: ([, text]) => Decimal.of(text),
  date: ([, text]) => Day.of(text),
  name: ([, name], scope) => (scope.has(name) ? scope.get(name) : null),
  path: ([, source, member], scope) => memberOf(evaluate(source, scope), member),
  list: ([, ...items], scope) => items.map((item) => evaluate(item, scope)),
  neg: ([, operand], scope) => arithmetic("neg", evaluate(operand, scope), ZERO),
  "+": arithmeticNode,
  "-": arithmeticNode,
  "*": arithmeticNode,
  "/": arithmeticNode,
  "=": comparisonNode,
  "!=": comparisonNode,
  "<": comparisonNode,
  "<=": comparisonNode,
  ">": comparisonNode,
  ">=": comparisonNode,
  and: (node, scope) => logic(node, scope, false),
  or: (node, scope) => logic(node, scope, true),
  not: ([, operand], scope) => opposite(evaluate(operand, scope)),
  if: ([, condition, then, otherwise], scope) =>
    evaluate(evaluate(condition, scope) === true ? then : otherwise, scope),
  in: ([, value, ...tests], scope) => isIn(evaluate(value, scope), tests, scope),
  some: (node, scope) => quantified(node, scope, true),
  every: (node, scope) => quantified(node, scope, false),
  call: ([, name, ...parts], scope) => call(name, parts.map((part) => evaluate(part, scope))),
};

const ZERO = new Decimal(0n);

function memberOf(value, member) {
  if (Array.isArray(value)) return value.map((item) => memberOf(item, member));
  if (value instanceof Map) return value.has(member) ? value.get(member) : null;
  if (value instanceof Day && DAY_PARTS.includes(member)) return Decimal.of(value[member]);
  return null;
}

function arithmeticNode([sign, left, right], scope) {
  return arithmetic(sign, evaluate(left, scope), evaluate(right, scope));
}

function arithmetic(sign, left, right) {
  if (sign === "+" && typeof left === "string" && typeof right === "string") return left + right;
  if (!(left instanceof Decimal && right instanceof Decimal)) return null;
  if (sign === "/" && right.isZero()) return null;
  try {
    return SIGNS[sign](left, right);
  } catch (error) {
    if (error instanceof OverflowError) return null;
    throw error;
  }
}

const SIGNS = {
  "+": (left, right) => left.plus(right),
  "-": (left, right) => left.minus(right),
  "*": (left, right) => left.times(right),
  "/": (left, right) => left.over(right),
  neg: (operand) => operand.negated(),
};

function comparisonNode([sign, left, right], scope) {
  return compared(sign, evaluate(left, scope), evaluate(right, scope));
}

function compared(sign, left, right) {
  if (sign === "=") return equal(left, right);
  if (sign === "!=") return opposite(equal(left, right));
  const order = ordered(left, right);
  return order === null ? null : ORDERS[sign](order);
}

const ORDERS = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Negative, zero or positive for two numbers, two days or two strings; null for all else. */
function ordered(left, right) {
  if (typeof left === "string" && typeof right === "string") return byCodePoints(left, right);
  for (const kind of [Decimal, Day]) {
    if (left instanceof kind && right instanceof kind) return left.compare(right);
  }
  return null;
}

function byCodePoints(left, right) {
  const [one, other] = [Array.from(left), Array.from(right)];
  const at = one.findIndex((sign, index) => sign !== other[index]);
  if (at === -1) return one.length - other.length;
  return at < other.length ? one[at].codePointAt(0) - other[at].codePointAt(0) : 1;
}

function equal(left, right) {
  if (left === null || right === null) return left === right;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]) === true);
  }
  if (left instanceof Map && right instanceof Map) {
    const same = ([key, entry]) => right.has(key) && equal(entry, right.get(key)) === true;
    return left.size === right.size && [...left].every(same);
  }
  if (typeof left === "boolean" && typeof right === "boolean") return left === right;
  const order = ordered(left, right);
  return order === null ? null : order === 0;
}

function opposite(value) {
  return typeof value === "boolean" ? !value : null;
}

/** `or` is decided by true, `and` by false; else null when one operand is no boolean. */
function logic([, ...operands], scope, decisive) {
  return decided(operands.map((operand) => () => evaluate(operand, scope)), decisive);
}

function quantified([, name, list, condition], scope, decisive) {
  const items = evaluate(list, scope);
  if (items === null) return null;
  const inner = new Map(scope);
  const turn = (item) => () => evaluate(condition, inner.set(name, item));
  return decided((Array.isArray(items) ? items : [items]).map(turn), decisive);
}

function decided(answers, decisive) {
  let result = !decisive;
  for (const answer of answers) {
    const value = answer();
    if (value === decisive) return decisive;
    if (typeof value !== "boolean") result = null;
  }
  return result;
}

function isIn(value, tests, scope) {
  const answers = tests.map((test) => passes(value, test, scope));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

function passes(value, test, scope) {
  if (test[0] === "test") return value === null ? null : compared(test[1], value, evaluate(test[2], scope));
  if (test[0] === "range") return within(value, test, scope);
  const wanted = evaluate(test, scope);
  if (!Array.isArray(wanted)) return equal(value, wanted);
  return wanted.some((item) => equal(value, item) === true) || equal(value, wanted) === true;
}

function within(value, [, low, high, lowIncluded, highIncluded], scope) {
  const [first, last] = [evaluate(low, scope), evaluate(high, scope)];
  if (first !== null && last !== null && compared("<=", first, last) !== true) return null;
  const above = compared(lowIncluded ? ">=" : ">", value, first);
  const below = compared(highIncluded ? "<=" : "<", value, last);
  if (above === false || below === false) return false;
  return above === null || below === null ? null : true;
}

function call(name, parts) {
  const [wantsList, compute] = FUNCTIONS[name];
  if (parts.includes(null)) return null;
  return compute(...parts.map(wantsList ? asList : asItem));
}

const asList = (part) => (Array.isArray(part) ? part : [part]);
const asItem = (part) => (Array.isArray(part) && part.length === 1 ? part[0] : part);
const areStrings = (parts) => parts.every((part) => typeof part === "string");
const ofStrings = (compute) => (...parts) => (areStrings(parts) ? compute(...parts) : null);

/** For each function: whether it is one of a list, and what it computes. */
const FUNCTIONS = {
  count: [true, (items) => Decimal.of(items.length)],
  sum: [true, (items) => (items.length ? items.reduce((total, item) => arithmetic("+", total, item), ZERO) : null)],
  min: [true, (items) => extreme(items, (order) => order < 0)],
  max: [true, (items) => extreme(items, (order) => order > 0)],
  contains: [false, ofStrings((text, match) => text.includes(match))],
  "starts with": [false, ofStrings((text, match) => text.startsWith(match))],
  "ends with": [false, ofStrings((text, match) => text.endsWith(match))],
  "string length": [false, ofStrings((text) => Decimal.of(Array.from(text).length))],
  "upper case": [false, ofStrings((text) => text.toUpperCase())],
  "lower case": [false, ofStrings((text) => text.toLowerCase())],
  date: [false, (part) => (part instanceof Day ? part : typeof part === "string" ? Day.of(part) : null)],
};

function extreme(items, wins) {
  let best = items.length ? items[0] : null;
  for (const item of items) {
    const order = ordered(item, best);
    if (order === null) return null;
    best = wins(order) ? item : best;
  }
  return best;
}
