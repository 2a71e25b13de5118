// Taking a dossier in without leaving the keyboard: Enter after the number (or a card reader's Enter) looks the person
// up, another case or way shows the page anew, and the next empty box has the cursor.
export function counter() {
  const form = document.querySelector("[data-counter]");
  if (!form) return;
  const press = (name) => form.requestSubmit(form.querySelector(`button[name="${name}"]`));
  form.elements.caller_id?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    press("_look_up");
  });
  for (const choice of form.querySelectorAll("[data-shows-anew]")) choice.addEventListener("change", () => press("_show"));
  for (const button of form.querySelectorAll("[data-script-hides]")) button.hidden = true;
  if ("lookedUp" in form.dataset) firstEmpty(form)?.focus();
}

function firstEmpty(form) {
  const inputs = form.querySelectorAll("#caller_name, [data-field]:not([hidden]) :is(input, select, textarea)");
  return [...inputs].find((input) => input.offsetParent && isAsked(input) && isEmpty(form, input));
}

const isAsked = (input) => !input.closest(".field")?.querySelector(".optional");

function isEmpty(form, input) {
  if (input.type === "radio" || input.type === "checkbox") {
    return ![...form.querySelectorAll(`[name="${CSS.escape(input.name)}"]`)].some((each) => each.checked);
  }
  return !input.value;
}
