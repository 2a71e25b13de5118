// Steps by their keys: what the panel says of them, and how keys follow names as long as nobody chose them.
const GENERATED = /^[A-Z][A-Za-z]*_[0-9a-z]{7}$/;
export const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const TASKS = new Set(["bpmn:Task", "bpmn:UserTask", "bpmn:ManualTask", "bpmn:ReceiveTask", "bpmn:SendTask", "bpmn:ServiceTask", "bpmn:BusinessRuleTask"]);
const CAUGHT = new Set(["bpmn:TimerEventDefinition", "bpmn:MessageEventDefinition"]);

/** Whether an element of the drawing is a step of the procedure. */
export function isStep(element) {
  if (TASKS.has(element.type)) return true;
  if (element.type !== "bpmn:IntermediateCatchEvent") return false;
  return (element.businessObject.eventDefinitions ?? []).some((each) => CAUGHT.has(each.$type));
}

/** A key made of a name: no accents, small letters, digits and `_`. */
export function keyOf(name) {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 40).replace(/_+$/, "");
}

export class Keys {
  constructor(modeler, steps) {
    this.modeler = modeler;
    this.registry = modeler.get("elementRegistry");
    this.begin(steps);
  }

  /** Everything is saved: the keys are as the server has them. */
  begin(steps) {
    this.steps = steps;
    this.told = {};
    this.changes = new Map();
  }

  /** What is known of a step, typed or saved. */
  of(key) {
    const old = [...this.changes].find(([, now]) => now === key)?.[0] ?? key;
    return { en: "", kind: "", amount: "", unit: "", ...this.steps[old], ...this.told[key] };
  }

  tell(key, what) {
    this.told[key] = { ...this.of(key), ...this.told[key], ...what };
  }

  /** Gives an element another key. */
  rename(element, key) {
    const before = element.businessObject.id;
    if (key === before || !KEY.test(key) || this.registry.get(key)) return false;
    const old = [...this.changes].find(([, now]) => now === before)?.[0] ?? before;
    this.modeler.get("modeling").updateProperties(element, { id: key });
    if (old in this.steps) this.changes.set(old, key);
    if (this.told[before]) {
      this.told[key] = this.told[before];
      delete this.told[before];
    }
    return true;
  }

  /** The name decides the key of an element that nobody has given one. */
  follow(element) {
    const name = element.businessObject.name ?? "";
    if (isStep(element) && GENERATED.test(element.businessObject.id) && name) this.rename(element, this.free(keyOf(name) || "buoc"));
  }

  free(wanted) {
    for (let n = 1; ; n += 1) {
      const key = n === 1 ? wanted : `${wanted.slice(0, 36)}_${n}`;
      if (!this.registry.get(key)) return key;
    }
  }

  /** Before saving every step has a key that a package may have. */
  tidy() {
    for (const element of this.registry.filter(isStep)) {
      if (!KEY.test(element.businessObject.id)) this.rename(element, this.free(keyOf(element.businessObject.name ?? "") || "buoc"));
    }
  }

  /** Old keys and what they are called now, as far as both still make sense. */
  renamed() {
    return Object.fromEntries([...this.changes].filter(([old, now]) => !this.registry.get(old) && this.registry.get(now)));
  }
}
