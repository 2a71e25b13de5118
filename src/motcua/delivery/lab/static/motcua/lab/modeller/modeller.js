/**
 * The drawing of a draft: bpmn-js, a panel of our own, and the server's remarks while somebody draws.
 * The page's data are in `<script type="application/json" id="modeller-data">`.
 */
import { Keys } from "./keys.js";
import { motcua } from "./moddle.js";
import { Panel } from "./panel.js";
import { Remarks } from "./remarks.js";

const place = document.querySelector("[data-modeller]");
const data = JSON.parse(document.getElementById("modeller-data").textContent);
const { words } = data;
const narrow = matchMedia("(max-width: 47.99rem)").matches;

const translate = (template, replacements = {}) =>
  (data.translations[template] ?? template).replace(/{([^}]+)}/g, (_, key) => replacements[key] ?? `{${key}}`);

const modeler = new BpmnJS({
  container: place.querySelector("[data-canvas]"),
  moddleExtensions: { motcua },
  additionalModules: [{ translate: ["value", translate] }],
});
const events = modeler.get("eventBus");
const stack = modeler.get("commandStack");
const keys = new Keys(modeler, data.steps);
const panel = new Panel({ place: place.querySelector("[data-fields]"), modeler, data, keys, expression: place.dataset.expression, changed: () => changed() });
const remarks = new Remarks({ place: place.querySelector("[data-remarks]"), modeler, words });

let revision = data.revision;
let unsaved = false;
let waiting;

const told = (text) => {
  place.querySelector("[data-told]").textContent = text;
};

const send = async (address, more = {}) => {
  const { xml } = await modeler.saveXML({ format: true });
  const token = place.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = JSON.stringify({ xml, revision, steps: keys.told, renamed: keys.renamed(), ...more });
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (answer.status === 401) return { ok: false, status: 401, why: words.signed_out };
  return { ok: answer.ok, status: answer.status, ...(await answer.json().catch(() => ({ why: words.failed }))) };
};

const check = async () => {
  const answer = await send(place.dataset.check);
  if (answer.remarks) remarks.show(answer.remarks);
};

function changed() {
  unsaved = true;
  told(words.unsaved);
  clearTimeout(waiting);
  waiting = setTimeout(() => check().catch(() => told(words.offline)), 600);
}

async function save(over) {
  keys.tidy();
  const answer = await send(place.dataset.save, over ? { revision: over } : {}).catch(() => ({ why: words.offline }));
  if (answer.stale) return stale(answer);
  if (!answer.ok) return told(answer.why);
  revision = answer.revision;
  data.steps = answer.steps;
  keys.begin(answer.steps);
  place.querySelector("[data-stale]").hidden = true;
  unsaved = false;
  const came = answer.added.length ? ` ${words.added.replace("{names}", answer.added.join(", "))}` : "";
  const went = answer.removed.length ? ` ${words.removed.replace("{names}", answer.removed.join(", "))}` : "";
  told(answer.said + came + went);
  remarks.show(answer.remarks);
  panel.show();
}

// Somebody saved first: nothing of what was drawn is lost, and nobody's saving is passed over unseen.
function stale(answer) {
  const notice = place.querySelector("[data-stale]");
  const line = document.createElement("p");
  line.textContent = `${answer.why} ${words.kept}`;
  const row = document.createElement("p");
  row.className = "row";
  const button = (label, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: label });
    made.addEventListener("click", act);
    row.append(made);
  };
  button(words.save_over, () => save(answer.revision));
  button(words.download_mine, download);
  button(words.open_theirs, () => {
    unsaved = false;
    location.reload();
  });
  notice.replaceChildren(line, row);
  notice.hidden = false;
  told("");
}

async function layout() {
  const answer = await send(place.dataset.layout);
  if (!answer.xml) return told(answer.why);
  await modeler.importXML(answer.xml);
  fit();
  changed();
}

async function download() {
  const { xml } = await modeler.saveXML({ format: true });
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(new Blob([xml], { type: "application/xml" })),
    download: "process.bpmn",
  });
  link.click();
  URL.revokeObjectURL(link.href);
}

// The whole drawing, beside the palette and not below it.
function fit() {
  const canvas = modeler.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  const palette = place.querySelector(".djs-palette");
  if (narrow || !palette) return;
  const { inner, outer, scale } = canvas.viewbox();
  const covered = palette.offsetLeft + palette.offsetWidth + 16;
  const wanted = Math.min(1, (outer.width - covered - 16) / inner.width, (outer.height - 48) / inner.height);
  if (wanted > 0 && wanted !== scale) canvas.viewbox({ x: inner.x - covered / wanted, y: inner.y - 16 / wanted, width: outer.width / wanted, height: outer.height / wanted });
}

const acts = { save: () => save(), undo: () => stack.undo(), redo: () => stack.redo(), layout, fit, download };

place.addEventListener("click", (event) => {
  const act = acts[event.target.closest("[data-do]")?.dataset.do];
  if (act) Promise.resolve(act()).catch(() => told(words.failed));
});
addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  save();
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

try {
  await modeler.importXML(data.xml);
  fit();
  events.on("commandStack.changed", changed);
  events.on("selection.changed", ({ newSelection }) => panel.show(newSelection));
  events.on("element.changed", ({ element }) => panel.refresh(element));
  place.dataset.ready = "yes";
  await check();
} catch (wrong) {
  told(`${words.unreadable} ${wrong.message}`);
}
