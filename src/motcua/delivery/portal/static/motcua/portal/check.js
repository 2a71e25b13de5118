/**
 * A dropped or chosen file is hashed here; only the hash goes to the city. Read in pieces, so that progress is seen and
 * a file that is too large is not read at all. Where the browser has no WebCrypto (a page that is not served by https)
 * the form is sent as it is without scripts.
 */

const form = document.querySelector("form[data-check]");
const place = form.querySelector("[data-progress]");
const input = form.querySelector("input[type=file]");

if (globalThis.crypto?.subtle) bind();
else for (const line of form.querySelectorAll(".no-script")) line.classList.remove("no-script");

function bind() {
  document.documentElement.classList.add("js");
  input.addEventListener("change", () => check(input.files[0]));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  for (const end of ["dragleave", "drop"]) form.addEventListener(end, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    check(event.dataTransfer.files[0]);
  });
}

async function check(file) {
  if (!file) return;
  const largest = Number(form.dataset.largest);
  try {
    // Nothing that large was ever issued: any hash will do to be told so.
    const hash = file.size > largest ? "0".repeat(64) : await sha256(await read(file));
    const code = form.elements.ma.value;
    location.assign(`${form.dataset.check}${hash}/${code ? `?ma=${encodeURIComponent(code)}` : ""}`);
  } catch {
    say(place.dataset.unread, file.name);
  }
}

async function read(file) {
  const content = new Uint8Array(file.size);
  const bar = document.createElement("progress");
  bar.max = file.size;
  bar.setAttribute("aria-label", file.name);
  say(place.dataset.reading, file.name);
  place.append(bar);
  let at = 0;
  for (const reader = file.stream().getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return content;
    content.set(value, at);
    at += value.length;
    bar.value = at;
  }
}

async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(words, name) {
  const line = document.createElement("p");
  line.textContent = words.replace("{name}", name);
  place.replaceChildren(line);
}
