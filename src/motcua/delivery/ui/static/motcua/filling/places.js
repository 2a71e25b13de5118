/** Addresses: the communes of the chosen province, and a search over all communes by today's or an older name. */

const QUIET = 200;

/** Brings the addresses of the page to life. `places` is where the lists are asked for; `changed(name)` after a choice. */
export function bindPlaces(page, places, words, changed) {
  page.addEventListener("change", (event) => {
    if (!event.target.matches("[data-province]")) return;
    // Without a connection the list stays as it is; the search and the saved page are still there.
    fillCommunes(event.target.closest("[data-address]"), places, words).catch(() => {});
  });
  page.addEventListener("input", (event) => {
    if (event.target.matches("[role=combobox]")) searchSoon(event.target, places, words);
  });
  page.addEventListener("keydown", (event) => {
    if (event.target.matches("[role=combobox]")) onKey(event, places, words, changed);
  });
  page.addEventListener("focusout", (event) => {
    if (event.target.matches("[role=combobox]")) close(event.target);
  });
  // Before the input loses the focus and the list is gone.
  page.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-address] [role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option, places, words, changed);
  });
  showSearch(page);
}

/** The search is of use only here, where it works. Called again for rows that were added. */
export function showSearch(page) {
  for (const find of page.querySelectorAll("[data-find]")) find.hidden = false;
}

/** Asks for the communes of the chosen province; `commune`, else the one chosen meanwhile, is chosen among them. */
export async function fillCommunes(address, places, words, commune = "") {
  const [province, list] = [address.querySelector("[data-province]"), address.querySelector("[data-commune]")];
  const asked = province.value;
  const communes = asked ? (await ask(places, { tinh: asked })).communes : [];
  if (province.value !== asked) return;
  const chosen = commune || list.value;
  const first = new Option(asked ? words.choose_commune : words.choose_province, "");
  list.replaceChildren(first, ...communes.map(([code, name]) => new Option(name, code)));
  for (const option of [...list.options].slice(1)) option.lang = "vi";
  list.value = communes.some(([code]) => code === chosen) ? chosen : "";
}

async function ask(places, query) {
  const answer = await fetch(`${places}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(`places: ${answer.status}`);
  return answer.json();
}

const waiting = new WeakMap();

function searchSoon(input, places, words) {
  clearTimeout(waiting.get(input));
  waiting.set(input, setTimeout(() => search(input, places, words), QUIET));
}

async function search(input, places, words) {
  const text = input.value.trim();
  if (text.length < 2) return close(input);
  let found;
  try {
    ({ found } = await ask(places, { q: text }));
  } catch {
    return close(input); // Without a connection the two lists are still there.
  }
  if (input.value.trim() !== text) return;
  const list = listOf(input);
  list.replaceChildren(...found.map((place, index) => optionOf(place, `${list.id}.${index}`)));
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(found.length > 0));
  input.removeAttribute("aria-activedescendant");
  say(input, found.length ? words.found.replace("{n}", found.length) : words.none_found);
}

function optionOf(place, id) {
  const option = document.createElement("li");
  Object.assign(option, { id, textContent: place.label, lang: "vi" });
  option.setAttribute("role", "option");
  Object.assign(option.dataset, { province: place.province, commune: place.commune });
  return option;
}

function onKey(event, places, words, changed) {
  const input = event.target;
  const options = [...listOf(input).querySelectorAll("[role=option]")];
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const isOpen = !listOf(input).hidden;
  if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    close(input);
  } else if (event.key === "Enter") {
    event.preventDefault(); // Enter belongs to the search here, never to the page's buttons.
    if (isOpen && options.length) choose(options[Math.max(at, 0)], places, words, changed);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isOpen) {
    event.preventDefault();
    const next = (at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    options.forEach((each, index) => each.setAttribute("aria-selected", String(index === next)));
    options[next].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[next].id);
  }
}

async function choose(option, places, words, changed) {
  const address = option.closest("[data-address]");
  const { province, commune } = option.dataset;
  const input = address.querySelector("[role=combobox]");
  input.value = option.textContent;
  close(input);
  address.querySelector("[data-province]").value = province;
  await fillCommunes(address, places, words, commune).catch(() => {});
  changed(address.dataset.field);
}

function close(input) {
  const list = listOf(input);
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function listOf(input) {
  return document.getElementById(input.getAttribute("aria-controls"));
}

function say(input, words) {
  input.closest("[data-find]").querySelector("[data-found]").textContent = words;
}
