// Moving through a list of tasks by keys, and what a batch says of itself.
export function listKeys() {
  const table = document.querySelector("[data-rows]");
  if (table) moveThrough(table);
  const form = document.getElementById("batch");
  if (form) sayWhatIsPicked(form);
  watchForNews();
}

function moveThrough(table) {
  const links = [...table.querySelectorAll("[data-open]")];
  const here = () => links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const go = (step) => {
    const place = here();
    const next = place < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, place + step));
    links[next]?.focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.getElementById("keys-off")?.checked || document.querySelector("dialog[open]")) return;
    if (event.target.matches?.("textarea, select, input:not([type=checkbox])")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      event.preventDefault();
      go(step);
    } else if (event.key === "x" && here() >= 0) {
      links[here()].closest("tr").querySelector('[name="task"]')?.click();
    }
  });
}

function sayWhatIsPicked(form) {
  const boxes = [...form.querySelectorAll('[name="task"]')];
  const all = form.querySelector("[data-all]");
  const said = form.querySelector("[data-picked]");
  const words = said.textContent;
  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    said.textContent = picked ? said.dataset.words.replace("{n}", picked) : words;
    all.indeterminate = picked > 0 && picked < boxes.length;
    all.checked = picked === boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
}

// The counts come anew by themselves; the list itself waits until it is asked, so that nothing moves under a finger.
function watchForNews() {
  const seen = document.getElementById("inbox-counts")?.dataset.mark;
  if (!seen) return;
  addEventListener("htmx:before:request", (event) => {
    if (document.hidden && event.target.id === "inbox-counts") event.preventDefault();
  });
  addEventListener("htmx:after:swap", () => {
    document.getElementById("changed").hidden = document.getElementById("inbox-counts").dataset.mark === seen;
  });
}
