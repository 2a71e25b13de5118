/** Rows of a group: added from the blank one, removed, and numbered anew so that the names have no gaps. */

/** Lets the buttons of every group work in the page; `changed` is called with the group's name after each. */
export function bindRows(form, words, say, changed) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    if (!button || !form.contains(button)) return;
    const group = button.closest("[data-group]");
    event.preventDefault();
    if (button.matches("[data-add]")) {
      const row = addRow(group);
      say(words.row_added.replace("{row}", nameOf(row)));
      focusFirst(row);
    } else {
      const row = button.closest("[data-row]");
      say(words.row_removed.replace("{row}", nameOf(row)));
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      renumber(group);
      if (next) focusFirst(next);
      else group.querySelector("[data-add]").focus();
    }
    changed(group.dataset.field);
  });
}

/** As many rows as a value has. */
export function setRows(group, count) {
  const rows = () => group.querySelectorAll("[data-row]");
  while (rows().length > count) rows()[rows().length - 1].remove();
  while (rows().length < count) addRow(group);
  renumber(group);
}

function addRow(group) {
  const list = group.querySelector("[data-rows]");
  list.append(group.querySelector("[data-blank]").content.cloneNode(true));
  renumber(group);
  return list.lastElementChild;
}

/** Attributes that hold the number of a row. A `value` does so on buttons only: elsewhere it is what a person chose. */
const NUMBERED = ["name", "id", "for", "data-field", "aria-describedby", "aria-labelledby", "aria-controls"];

function renumber(group) {
  const name = group.dataset.field;
  group.querySelectorAll("[data-row]").forEach((row, index) => {
    const was = row.dataset.row;
    if (was === String(index)) return;
    row.dataset.row = String(index);
    for (const element of row.querySelectorAll("*")) {
      const attributes = element.matches("button") ? [...NUMBERED, "value"] : NUMBERED;
      for (const attribute of attributes.filter((each) => element.hasAttribute(each))) {
        const renamed = element.getAttribute(attribute).split(`${name}.${was}`).join(`${name}.${index}`);
        element.setAttribute(attribute, renamed);
      }
    }
    for (const named of row.querySelectorAll("[data-row-name], [data-remove]")) {
      named.textContent = named.textContent.trim().replace(/(#|[0-9]+)$/, String(index + 1));
    }
  });
}

function nameOf(row) {
  return row.querySelector("[data-row-name]").textContent.trim().toLowerCase();
}

function focusFirst(row) {
  const input = row.querySelector("input:not([type=hidden]), select, textarea");
  if (input) input.focus();
}
