// One-letter keys. They rest while somebody types, and can be switched off on this machine.
const OFF = "motcua-keys-off";
const dialog = document.getElementById("keys");
const off = document.getElementById("keys-off");

const isTyping = (target) =>
  target.isContentEditable || target.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");

const remembered = () => {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false; // storage is switched off
  }
};

const acts = {
  "/": () => document.getElementById("find")?.focus(),
  "?": () => dialog?.showModal(),
  a: () => {
    const column = document.getElementById("viec");
    column?.querySelector("details[open] :is(textarea, input:not([type=hidden]), button)")?.focus();
    column?.scrollIntoView({ block: "nearest" });
  },
};

export function keys() {
  if (off) {
    off.checked = remembered();
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "1" : "0"));
  }
  for (const opener of document.querySelectorAll("[data-help]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if (isTyping(event.target) || dialog?.open || off?.checked) return;
    const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    const act = acts[event.key] ?? (link && (() => link.click()));
    if (!act) return;
    event.preventDefault();
    act();
  });
}
