/** Days of the calendar: what FEEL calls a date. */

const ISO = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d{2})-(\d{2})$/;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export class Day {
  constructor(year, month, day) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** The day that an ISO text names; null when there is none. */
  static of(text) {
    const match = ISO.exec(text);
    if (!match) return null;
    const [month, day] = [Number(match[3]), Number(match[4])];
    const year = match[1] ? -Number(match[2]) : Number(match[2]);
    return isDay(year, month, day) ? new Day(year, month, day) : null;
  }

  compare(other) {
    return this.year - other.year || this.month - other.month || this.day - other.day;
  }

  /** 1 for Monday to 7 for Sunday. */
  get weekday() {
    const shifted = this.year - (this.month <= 2 ? 1 : 0);
    const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
    const ofYear = Math.floor((153 * ((this.month + 9) % 12) + 2) / 5) + this.day - 1;
    return mod(shifted * 365 + leaps + ofYear + 2, 7) + 1;
  }

  text() {
    const year = String(Math.abs(this.year)).padStart(4, "0");
    const [month, day] = [this.month, this.day].map((part) => String(part).padStart(2, "0"));
    return `${this.year < 0 ? "-" : ""}${year}-${month}-${day}`;
  }
}

export function isDay(year, month, day) {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : LENGTHS[month - 1]);
}

function mod(number, divisor) {
  return ((number % divisor) + divisor) % divisor;
}
