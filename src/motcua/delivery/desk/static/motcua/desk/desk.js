// Brings the officers' pages to life. Everything works without it: this file only saves time.
import { listKeys } from "./list.js";
import { viewer } from "./viewer.js";
import { counter } from "./counter.js";
import { communes } from "./communes.js";
import { keys } from "./keys.js";

keys();
listKeys();
viewer();
counter();
communes();

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
  for (const button of form.querySelectorAll("button")) button.hidden = true;
}
for (const button of document.querySelectorAll("[data-check-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of button.closest("form").querySelectorAll(`[name="${button.dataset.checkAll || "checked"}"]`)) box.checked = true;
  });
}
document.querySelector("[data-focus]")?.focus();

// A second click on the same button does nothing: the first is on its way, and its mark would be refused anyway.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.submitter?.formTarget === "_blank") return; // a preview beside sends nothing away
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});
