/** Suggestions under the search field. Enter without a choice searches as ever; without a connection nothing is missed. */

const QUIET = 150;

for (const form of document.querySelectorAll("form[data-suggest]")) suggest(form);

function suggest(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[data-found]");
  let timer = null;
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  const options = () => [...list.children];
  const chosen = () => options().findIndex((each) => each.getAttribute("aria-selected") === "true");

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  async function look() {
    const text = input.value.trim();
    if (text.length < 2) return close();
    const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: text })}`).catch(() => null);
    if (!answer || !answer.ok || input.value.trim() !== text) return;
    const { found } = await answer.json();
    list.replaceChildren(...found.map(option));
    status.textContent = found.length ? status.dataset.words.replace("{n}", found.length) : "";
    if (!found.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function option({ name, field, address }, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.dataset.address = address;
    item.setAttribute("role", "option");
    const about = document.createElement("small");
    about.textContent = field;
    item.append(name, " ", about);
    return item;
  }

  function move(by) {
    const all = options();
    const next = (chosen() + by + all.length) % all.length;
    all.forEach((each, index) => each.setAttribute("aria-selected", String(index === next)));
    input.setAttribute("aria-activedescendant", all[next].id);
    all[next].scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, QUIET);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : chosen() < 0 ? 0 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen() >= 0) {
      event.preventDefault();
      location.assign(options()[chosen()].dataset.address);
    }
  });
  // Before the field loses the focus and the list is gone.
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item) return;
    event.preventDefault();
    location.assign(item.dataset.address);
  });
}
