// What the server found wrong: a list beside the drawing, and a mark on each element that it names.
export class Remarks {
  constructor({ place, modeler, words }) {
    Object.assign(this, { place, words, canvas: modeler.get("canvas"), overlays: modeler.get("overlays") });
    this.registry = modeler.get("elementRegistry");
    this.selection = modeler.get("selection");
    this.marked = [];
  }

  show(remarks) {
    this.unmark();
    for (const remark of remarks) this.mark(remark);
    const errors = remarks.filter((each) => each.level === "error");
    const head = document.createElement("p");
    head.className = "small";
    head.textContent = errors.length ? this.words.errors.replace("{n}", errors.length) : this.words.sound;
    const list = document.createElement("ul");
    list.className = "problems small";
    list.append(...remarks.map((remark) => this.line(remark)));
    this.place.replaceChildren(head, ...(remarks.length ? [list] : []));
  }

  line(remark) {
    const item = document.createElement("li");
    item.className = remark.level;
    const element = remark.element && this.registry.get(remark.element);
    if (!element) {
      item.textContent = remark.words;
      return item;
    }
    const link = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: remark.words });
    link.addEventListener("click", () => {
      this.selection.select(element);
      this.canvas.scrollToElement(element);
    });
    item.append(link);
    return item;
  }

  mark({ level, element, words }) {
    const found = element && this.registry.get(element);
    if (!found || found === this.canvas.getRootElement() || this.marked.some(([id]) => id === element)) return;
    this.canvas.addMarker(element, `remark-${level}`);
    this.marked.push([element, `remark-${level}`]);
    if (found.waypoints) return;
    const mark = Object.assign(document.createElement("div"), { className: `remark-mark ${level}`, textContent: "!", title: words });
    this.overlays.add(element, "remark", { position: { top: -12, right: 12 }, html: mark });
  }

  unmark() {
    this.overlays.remove({ type: "remark" });
    for (const [element, marker] of this.marked) if (this.registry.get(element)) this.canvas.removeMarker(element, marker);
    this.marked = [];
  }
}
