// Brings the laboratory's pages to life. Everything but the modeller works without it.
import { judgeExpressions } from "./expressions.js";
import { numberLines } from "./numbered.js";
import { printLive } from "./printed.js";

for (const area of document.querySelectorAll("[data-numbered]")) numberLines(area);
for (const form of document.querySelectorAll("[data-expressions]")) judgeExpressions(form, form.dataset.expressions);
for (const form of document.querySelectorAll("[data-printed]")) printLive(form);
for (const form of document.querySelectorAll("[data-leave]")) watch(form);

// What was typed and not saved is told, and not lost by a wrong click.
function watch(form) {
  let changed = Boolean(document.querySelector(".unsaved, [role=alert].notice"));
  const told = form.querySelector("[data-unsaved]");
  const preview = document.getElementById(form.dataset.preview || "");
  let waiting;
  const show = () => {
    if (told) told.hidden = !changed;
  };
  show();
  form.addEventListener("input", () => {
    changed = true;
    show();
    if (!preview) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(preview), 500);
  });
  addEventListener("submit", (event) => {
    if (event.submitter !== preview || !preview) changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    const button = form.querySelector("[data-key-save]");
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
}
