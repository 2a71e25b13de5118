/**
 * Decimal numbers as the server has them: 34 digits, rounded half to even (IEEE 754 decimal128), exact to the last.
 * A number is coefficient × 10^exponent; the coefficient is a BigInt, so nothing passes through floating point.
 */

const DIGITS = 34;
const LARGEST_EXPONENT = 6144;
const SMALLEST_EXPONENT = -6176;
const TEXT = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** The result would be larger than any number; FEEL makes null of it. */
export class OverflowError extends RangeError {}

export class Decimal {
  constructor(coefficient, exponent = 0) {
    this.coefficient = coefficient;
    this.exponent = exponent;
  }

  /** The number written in a text such as `-12.5` or `1e+21`, or one of JavaScript's; null when there is none. */
  static of(written) {
    const match = TEXT.exec(String(written));
    if (!match) return null;
    const [, sign, whole, fraction = "", power = "0"] = match;
    const coefficient = BigInt(whole + fraction);
    return new Decimal(sign === "-" ? -coefficient : coefficient, Number(power) - fraction.length);
  }

  plus(other) {
    const exponent = Math.min(this.exponent, other.exponent);
    return rounded(this.scaled(exponent) + other.scaled(exponent), exponent);
  }

  minus(other) {
    return this.plus(other.negated());
  }

  times(other) {
    return rounded(this.coefficient * other.coefficient, this.exponent + other.exponent);
  }

  /** The quotient; the divisor is not zero. */
  over(other) {
    const shift = Math.max(0, DIGITS + 2 + digits(other.coefficient) - digits(this.coefficient));
    const dividend = this.coefficient * tenToThe(shift);
    const exact = dividend / other.coefficient;
    // One more digit stands for all that follow, so that rounding sees whether anything does.
    const rest = dividend % other.coefficient === 0n ? 0n : (dividend < 0n) === (other.coefficient < 0n) ? 1n : -1n;
    return rounded(exact * 10n + rest, this.exponent - other.exponent - shift - 1);
  }

  negated() {
    return rounded(-this.coefficient, this.exponent);
  }

  /** Negative, zero or positive as this number is less than, equal to or more than the other. */
  compare(other) {
    const exponent = Math.min(this.exponent, other.exponent);
    const one = this.scaled(exponent);
    const another = other.scaled(exponent);
    return one < another ? -1 : one > another ? 1 : 0;
  }

  isZero() {
    return this.coefficient === 0n;
  }

  isWhole() {
    return this.exponent >= 0 || this.coefficient % tenToThe(-this.exponent) === 0n;
  }

  /** With so many digits after the point; a half goes away from zero. */
  roundedHalfUp(places) {
    if (this.exponent >= -places) return this;
    const unit = tenToThe(-places - this.exponent);
    const half = this.coefficient < 0n ? -unit / 2n : unit / 2n;
    return new Decimal((this.coefficient + half) / unit, -places);
  }

  /** Without exponent and without needless zeros: `1250.5`. */
  text() {
    const sign = this.coefficient < 0n ? "-" : "";
    const figures = String(this.coefficient < 0n ? -this.coefficient : this.coefficient);
    if (this.exponent >= 0) return this.isZero() ? "0" : sign + figures + "0".repeat(this.exponent);
    const padded = figures.padStart(1 - this.exponent, "0");
    const whole = padded.slice(0, this.exponent);
    const fraction = padded.slice(this.exponent).replace(/0+$/, "");
    if (!fraction) return whole === "0" ? "0" : sign + whole;
    return `${sign}${whole}.${fraction}`;
  }

  /** The coefficient when the exponent is made this small. */
  scaled(exponent) {
    return this.coefficient * tenToThe(this.exponent - exponent);
  }
}

function rounded(coefficient, exponent) {
  const size = digits(coefficient);
  const drop = Math.max(size - DIGITS, SMALLEST_EXPONENT - exponent, 0);
  const result = new Decimal(drop ? halfEven(coefficient, tenToThe(drop)) : coefficient, exponent + drop);
  const leading = result.exponent + digits(result.coefficient) - 1;
  if (!result.isZero() && leading > LARGEST_EXPONENT) throw new OverflowError();
  return result;
}

function halfEven(coefficient, unit) {
  const quotient = coefficient / unit;
  const rest = coefficient % unit;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n !== 0n);
  return up ? quotient + (coefficient < 0n ? -1n : 1n) : quotient;
}

function digits(coefficient) {
  return String(coefficient < 0n ? -coefficient : coefficient).length;
}

function tenToThe(power) {
  return 10n ** BigInt(power);
}
