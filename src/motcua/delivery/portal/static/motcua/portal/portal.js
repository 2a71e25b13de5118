/** Every page of the portal: printing, the focus on an error summary, and nothing left behind after signing out. */

import { forgetAll } from "../filling/keeping.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const form of document.querySelectorAll("[data-sign-out]")) form.addEventListener("submit", forgetAll);

const summary = document.querySelector("[data-problems]");
if (summary) summary.focus();
