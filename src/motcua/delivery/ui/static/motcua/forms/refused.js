/** What a reader answers instead of a value: the problems it found, each with its code and the rest of its path. */
export class Refused {
  constructor(...problems) {
    this.problems = problems.map((problem) => (typeof problem === "string" ? { code: problem, at: "" } : problem));
  }
}
