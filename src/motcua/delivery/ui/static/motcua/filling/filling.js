/**
 * Brings forms to life: `<form data-filling data-save="…" data-places="…" data-key="…">` with the JSON of
 * `motcua.delivery.ui.filling` in `<script type="application/json" id="filling">` inside it. The page works without.
 */

import { judge, nameOf, showComputed, showErrors, showFields } from "./judging.js";
import { Keeper } from "./keeping.js";
import { bindPlaces, fillCommunes, showSearch } from "./places.js";
import { inputsOf, rawOf } from "./raw.js";
import { bindRows, setRows } from "./rows.js";

class Page {
  constructor(form) {
    this.form = form;
    const data = JSON.parse(form.querySelector("script#filling").textContent);
    Object.assign(this, { definition: data.form, context: data.context, words: data.words, values: data.values });
    this.fields = this.definition.sections.flatMap((section) => section.fields).filter((field) => this.place(field.id));
    this.left = new Set([...form.querySelectorAll("[data-error]:not([hidden])")].map((each) => each.id.slice(2, -6)));
    this.status = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
    this.keeper = form.dataset.save ? this.newKeeper(data.values) : null;
  }

  place(id) {
    return this.form.querySelector(`[data-field="${id}"]`);
  }

  newKeeper(kept) {
    const { save, key } = this.form.dataset;
    const token = this.form.elements.csrfmiddlewaretoken.value;
    return new Keeper({ address: save, key: key || save, token, kept, show: (...told) => this.show(...told) });
  }

  async start() {
    if (this.keeper) {
      const left = this.keeper.left();
      this.keeper.begin(this.asGiven());
      await this.bringBack(left);
      this.keeper.keep(this.typed()); // what was typed while this script was still on its way
    }
    Object.assign(this.values, this.typed());
    bindRows(this.form, this.words, (told) => this.say(told), () => this.changed({ now: true }));
    bindPlaces(this.form, this.form.dataset.places, this.words, (name) => this.leave(name));
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed({ now: true }));
    this.form.addEventListener("focusout", (event) => this.onLeaving(event));
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    bindSummary();
    this.judgeAll();
  }

  /** What was typed without a connection comes back into the page, and goes on its way. */
  async bringBack(left) {
    if (!Object.keys(left).length) return;
    for (const field of this.fields.filter((each) => each.id in left)) await this.write(field, left[field.id]);
    Object.assign(this.values, left);
    this.keeper.keep(left, { now: true });
    this.show("restored");
  }

  async write(field, value) {
    if (field.fields) setRows(this.place(field.id), Math.max(Array.isArray(value) ? value.length : 0, field.min_rows));
    if (field.type === "address") await this.writeAddress(field, value);
    for (const [name, text] of inputsOf(field, value)) put(this.form.elements[name], text);
  }

  async writeAddress(field, value) {
    const address = this.place(field.id);
    address.querySelector("[data-province]").value = (value && value.province) || "";
    await fillCommunes(address, this.form.dataset.places, this.words).catch(() => {});
  }

  typed() {
    return rawOf(this.fields, new FormData(this.form));
  }

  /** What the page held when it came, whatever was typed since. */
  asGiven() {
    const page = this.form.cloneNode(true);
    page.reset();
    return rawOf(this.fields, new FormData(page));
  }

  changed(when = {}) {
    showSearch(this.form);
    const typed = this.typed();
    Object.assign(this.values, typed);
    if (this.keeper) this.keeper.keep(typed, when);
    this.judgeAll();
  }

  judgeAll() {
    const judged = judge(this, this.values, false);
    showFields(this.form, judged);
    showComputed(this.form, this.definition, judged.values, this.words);
    showErrors(this.form, judged, this.left, this.words.error);
  }

  onLeaving(event) {
    if (event.target.name && !event.target.matches("button")) this.leave(event.target.name);
  }

  leave(name) {
    this.left.add(nameOf(name));
    this.changed();
  }

  /** A page that cannot be sent is better not sent: the browser would show an error page in its place. */
  onSubmit(event) {
    if (navigator.onLine) return;
    event.preventDefault();
    this.say(this.words.wait, true);
  }

  show(state, details = {}) {
    const words = this.words[state].replace("{time}", details.at || "").replace("{why}", details.why || "");
    this.say(words, state === "offline" || state === "refused" || state === "signed_out");
    if (!details.address) return;
    const link = document.createElement("a");
    Object.assign(link, { href: details.address, textContent: details.link });
    this.status.append(" ", link);
  }

  say(words, isTrouble = false) {
    if (!this.status) return;
    this.status.textContent = words;
    this.status.classList.toggle("offline", isTrouble);
  }
}

/** Puts a value into an input, a choice, or several boxes. */
function put(element, value) {
  if (!element) return;
  if (element instanceof RadioNodeList) {
    const chosen = [value].flat().map(String);
    for (const each of element) each.checked = chosen.includes(each.value);
  } else if (element.type === "checkbox" || element.type === "radio") {
    element.checked = [value].flat().some((each) => each === true || String(each) === element.value);
  } else {
    element.value = value;
  }
}

/** A line of the error summary leads to the very input, also where several belong to one question. */
function bindSummary() {
  const summary = document.querySelector("[data-problems]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    const input = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea") || target;
    input.focus({ preventScroll: true });
    (target.closest("[data-field]") || target).scrollIntoView({ block: "start" });
  });
}

document.documentElement.classList.add("js");
for (const form of document.querySelectorAll("form[data-filling]")) new Page(form).start();
