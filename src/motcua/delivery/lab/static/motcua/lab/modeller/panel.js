// The properties of what is chosen in the drawing: those of BPMN that run, and our own.
import { ask, told as tell } from "../expressions.js";
import { isStep, KEY } from "./keys.js";

const LOOP = "bpmn:MultiInstanceLoopCharacteristics";

export class Panel {
  constructor({ place, modeler, data, keys, expression, changed }) {
    Object.assign(this, { place, data, keys, expression, changed, words: data.words });
    this.modeling = modeler.get("modeling");
    this.factory = modeler.get("bpmnFactory");
    this.selection = modeler.get("selection");
    this.canvas = modeler.get("canvas");
    this.modeler = modeler;
  }

  show(selected = this.selection.get()) {
    this.element = selected.length === 1 ? selected[0] : null;
    if (!this.element) {
      const line = Object.assign(document.createElement("p"), { className: "soft", textContent: this.words.choose });
      this.place.replaceChildren(line);
      return;
    }
    const element = this.element.labelTarget ?? this.element;
    this.element = element;
    this.place.replaceChildren(...this.fields(element, element.businessObject).filter(Boolean).flat());
  }

  /** The drawing has changed under the panel: a name typed into it, an undo. What is being typed here stays. */
  refresh(element) {
    if (element !== this.element && element.labelTarget !== this.element) return;
    queueMicrotask(() => {
      this.keys.follow(this.element);
      if (!this.place.contains(document.activeElement)) this.show();
    });
  }

  fields(element, bo) {
    const { words } = this;
    if (bo.$type === "bpmn:Lane") return [this.role(element, bo)];
    if (bo.$type === "bpmn:Participant") return [this.name(element, words.procedure_name)];
    const named = [this.name(element, isStep(element) ? words.step_name : words.name)];
    if (isStep(element)) named.push(...this.step(element));
    const timer = (bo.eventDefinitions ?? []).find((each) => each.$type === "bpmn:TimerEventDefinition");
    if (timer) named.push(this.timer(element, timer));
    if (bo.$type === "bpmn:SequenceFlow") named.push(this.flow(element, bo));
    if (bo.$type === "bpmn:BusinessRuleTask") named.push(this.decision(element, bo));
    if (bo.$type === "bpmn:CallActivity") named.push(this.text(words.called, bo.calledElement, (value) => this.set(element, { calledElement: value || undefined })));
    if (bo.$type === "bpmn:SendTask" || bo.$type === "bpmn:ServiceTask") named.push(this.wait(element, bo));
    if (bo.$type === "bpmn:ReceiveTask") named.push(this.message(element, bo));
    if (bo.loopCharacteristics?.$type === LOOP) named.push(this.several(element, bo.loopCharacteristics));
    return named;
  }

  set(element, properties) {
    this.modeling.updateProperties(element, properties);
  }

  name(element, label) {
    const write = (value) => {
      this.set(element, { name: value || undefined });
      this.keys.follow(element);
      const key = this.place.querySelector("[data-key-of-step]");
      if (key) key.value = element.businessObject.id;
    };
    return this.text(label, element.businessObject.name, write, { lines: 2 });
  }

  step(element) {
    const { words, data } = this;
    const known = () => this.keys.of(element.businessObject.id);
    const write = (what) => {
      this.keys.tell(element.businessObject.id, what);
      this.changed();
    };
    const key = this.text(words.key, element.businessObject.id, (value, input) => {
      const taken = this.keys.rename(element, value) || value === element.businessObject.id;
      input.setCustomValidity(taken ? "" : words.key_refused);
      if (!taken) input.reportValidity();
    });
    key[1].dataset.keyOfStep = "";
    key[1].pattern = KEY.source.slice(1, -1);
    return [
      this.text(words.en, known().en, (value) => write({ en: value })),
      key,
      this.select(words.kind, data.kinds, known().kind, (value) => write({ kind: value })),
      this.time(known(), write),
    ];
  }

  time(known, write) {
    const [label, amount] = this.text(this.words.time, known.amount, (value) => write({ amount: value, unit: unit.value || "working_hours" }));
    amount.inputMode = "numeric";
    const [unitLabel, unit] = this.select(this.words.unit, this.data.units, known.unit || "working_hours", (value) => write({ unit: value, amount: amount.value }));
    unitLabel.className = "visually-hidden";
    const row = document.createElement("div");
    row.className = "row";
    row.append(amount, unit);
    return [label, unitLabel, row];
  }

  role(element, bo) {
    const write = (value) => {
      const name = this.data.roles.find(([key]) => key === value)?.[1];
      this.set(element, { "motcua:role": value || undefined, name: name ?? bo.name });
    };
    const inherited = this.data.roles.some(([key]) => key === bo.id) ? bo.id : "";
    return [
      ...this.select(this.words.role, this.data.roles, bo.get("motcua:role") ?? inherited, write),
      ...this.text(this.words.lane_name, bo.name, (value) => this.set(element, { name: value || undefined })),
    ];
  }

  flow(element, bo) {
    const source = element.source.businessObject;
    if (!/Gateway$/.test(source.$type) || source.$type === "bpmn:ParallelGateway" || source.$type === "bpmn:EventBasedGateway") return null;
    const box = this.tick(this.words.default_flow, source.default === bo, (on) => {
      this.set(element.source, { default: on ? bo : undefined });
      if (on) this.set(element, { conditionExpression: undefined });
      this.show();
    });
    if (source.default === bo) return box;
    const write = (value) => this.set(element, { conditionExpression: value ? this.expressionOf(element.businessObject, value) : undefined });
    return [...this.feel(this.words.condition, bo.conditionExpression?.body, write), ...box];
  }

  expressionOf(parent, body) {
    const made = this.factory.create("bpmn:FormalExpression", { body });
    made.$parent = parent;
    return made;
  }

  timer(element, definition) {
    const { words } = this;
    const forms = [["workingHours", words.working_hours], ["workingDays", words.working_days], ["days", words.calendar_days], ["iso", words.iso]];
    const iso = definition.timeDuration?.body ?? "";
    const days = /^P(\d+)D$/.exec(iso)?.[1];
    const own = ["workingHours", "workingDays"].find((each) => definition.get(`motcua:${each}`));
    const now = own ?? (days ? "days" : iso ? "iso" : "workingHours");
    const value = own ? definition.get(`motcua:${own}`) : (days ?? iso);
    const write = () => {
      const form = select.value;
      const typed = input.value.trim();
      const duration = form === "days" ? `P${typed}D` : form === "iso" ? typed : "";
      this.modeling.updateModdleProperties(element, definition, {
        "motcua:workingHours": form === "workingHours" && typed ? typed : undefined,
        "motcua:workingDays": form === "workingDays" && typed ? typed : undefined,
        timeDuration: duration && typed ? this.expressionOf(definition, duration) : undefined,
      });
    };
    const [label, input] = this.text(words.after, value, write);
    const [formLabel, select] = this.select(words.unit, forms, now, write);
    formLabel.className = "visually-hidden";
    const row = document.createElement("div");
    row.className = "row";
    row.append(input, select);
    return [label, formLabel, row];
  }

  decision(element, bo) {
    const write = (value) => this.set(element, { "motcua:decision": value || undefined });
    return this.select(this.words.decision, this.data.decisions.map((each) => [each, each]), bo.get("motcua:decision") ?? "", write);
  }

  wait(element, bo) {
    return this.tick(this.words.by_itself, bo.get("motcua:wait") === "false", (on) => this.set(element, { "motcua:wait": on ? "false" : undefined }));
  }

  message(element, bo) {
    return this.text(this.words.message, bo.messageRef?.name, (value) => {
      const definitions = this.modeler.getDefinitions();
      let message = definitions.rootElements.find((each) => each.$type === "bpmn:Message" && each.name === value);
      if (value && !message) {
        message = this.factory.create("bpmn:Message", { name: value });
        message.$parent = definitions;
        definitions.rootElements.push(message);
      }
      this.set(element, { messageRef: value ? message : undefined });
    });
  }

  several(element, loop) {
    const update = (what) => this.modeling.updateModdleProperties(element, loop, what);
    const attribute = (label, name) => this.text(label, loop.get(`motcua:${name}`), (value) => update({ [`motcua:${name}`]: value || undefined }));
    const until = (value) => update({ completionCondition: value ? this.expressionOf(loop, value) : undefined });
    return [
      ...attribute(this.words.collection, "collection"),
      ...attribute(this.words.item, "item"),
      ...this.feel(this.words.until, loop.completionCondition?.body, until),
    ];
  }

  // The inputs themselves: a label, and an input that writes when it is left.
  text(label, value, write, { lines = 1 } = {}) {
    const input = document.createElement(lines > 1 ? "textarea" : "input");
    if (lines > 1) input.rows = lines;
    input.value = value ?? "";
    input.autocomplete = "off";
    return this.bound(label, input, write);
  }

  select(label, options, value, write) {
    const input = document.createElement("select");
    const known = options.some(([key]) => key === value);
    for (const [key, text] of [["", "—"], ...(value && !known ? [[value, value]] : []), ...options]) input.append(new Option(text, key, false, key === value));
    return this.bound(label, input, write);
  }

  bound(label, input, write) {
    input.id = `p-${(this.count = (this.count ?? 0) + 1)}`;
    const text = Object.assign(document.createElement("label"), { htmlFor: input.id, textContent: label });
    input.addEventListener("change", () => write(input.value.trim(), input));
    return [text, input];
  }

  tick(label, value, write) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: value });
    const around = Object.assign(document.createElement("label"), { className: "choice" });
    around.append(box, Object.assign(document.createElement("span"), { textContent: label }));
    box.addEventListener("change", () => write(box.checked));
    return [around];
  }

  feel(label, value, write) {
    const [text, input] = this.text(label, value, write, { lines: 3 });
    input.className = "code";
    input.spellcheck = false;
    const place = Object.assign(document.createElement("p"), { className: "judged small" });
    place.setAttribute("role", "status");
    let waiting;
    const judge = async () => {
      const typed = input.value;
      const judged = typed.trim() ? await ask(this.expression, typed, "") : { ok: true };
      if (typed === input.value) tell(place, judged);
    };
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(judge, 350);
    });
    if (value) judge();
    return [text, input, place];
  }
}
