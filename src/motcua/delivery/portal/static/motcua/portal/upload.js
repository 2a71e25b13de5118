/**
 * Papers: sent as soon as they are chosen, one by one, with progress; by drag and drop, and by the camera of a phone.
 * The server answers with the new place of the component, which takes the place of the old one.
 */

document.documentElement.classList.add("js");
const SIGNED_OUT = "401";
const words = JSON.parse(document.querySelector("#upload-words").textContent);

for (const bay of document.querySelectorAll("[data-bay]")) bind(bay);

function bind(bay) {
  const form = bay.querySelector("form[data-upload]");
  for (const remove of bay.querySelectorAll("form[data-remove-paper]")) {
    remove.addEventListener("submit", (event) => {
      event.preventDefault();
      post(remove.action, new FormData(remove)).then(({ text }) => replace(bay, text)).catch(() => remove.submit());
    });
  }
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => sendAll(bay, form, [...input.files]));
  if (matchMedia("(pointer: coarse)").matches) offerCamera(bay, form, input);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  for (const end of ["dragleave", "drop"]) form.addEventListener(end, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    sendAll(bay, form, [...event.dataTransfer.files]);
  });
}

/** A second way in for phones: straight to the camera. */
function offerCamera(bay, form, input) {
  const camera = input.cloneNode();
  Object.assign(camera, { id: `${input.id}-camera`, accept: "image/*", capture: "environment", multiple: false, hidden: true });
  camera.removeAttribute("name");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: words.camera });
  button.addEventListener("click", () => camera.click());
  camera.addEventListener("change", () => sendAll(bay, form, [...camera.files]));
  form.querySelector(".pick").after(button, camera);
}

/** One after another, so that a slow line shows how far it is and a refusal stops nothing else. */
async function sendAll(bay, form, files) {
  if (!files.length) return;
  const choices = form.querySelectorAll("input[name=variant]");
  if (choices.length && !form.querySelector("input[name=variant]:checked")) {
    show(form, words.choose_first, true);
    form.querySelector("input[type=file]").value = "";
    choices[0].focus();
    return;
  }
  let [place, refused] = [bay, []];
  for (const [index, file] of files.entries()) {
    const current = place.querySelector("form[data-upload]");
    if (!current) break;
    if (file.size > Number(place.dataset.largest)) {
      refused.push(words.too_large.replace("{name}", file.name));
      continue;
    }
    try {
      const answer = await send(current, form, file, index + 1, files.length);
      refused.push(...refusalsIn(answer.text));
      place = replace(place, answer.text);
    } catch (trouble) {
      refused.push(trouble.message === SIGNED_OUT ? words.signed_out : words.failed.replace("{name}", file.name));
    }
  }
  told(place, refused);
}

function send(current, form, file, n, of) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const variant = form.querySelector("input[name=variant]:checked");
  if (variant) data.append("variant", variant.value);
  data.append("file", file, file.name);
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const name = words.sending.replace("{name}", file.name).replace("{n}", n).replace("{of}", of);
  show(current, name);
  current.querySelector("[data-progress]").append(bar);
  return post(current.action, data, (part) => {
    bar.value = part;
    if (part === 1) show(current, words.checking.replace("{name}", file.name));
  });
}

/** XMLHttpRequest, because fetch does not tell how much has been sent. */
function post(address, data, progress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("error", reject);
    request.addEventListener("load", () => {
      const isBay = request.status === 200 || request.status === 422;
      if (isBay) resolve({ text: request.responseText });
      else reject(new Error(String(request.status)));
    });
    request.send(data);
  });
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html").querySelector("[data-bay]");
}

function replace(bay, text) {
  const fresh = parsed(text);
  for (const line of fresh.querySelectorAll(".error-line")) line.remove();
  bay.replaceWith(fresh);
  bind(fresh);
  return fresh;
}

function refusalsIn(text) {
  return [...parsed(text).querySelectorAll(".error-line")].map((line) => line.textContent);
}

/** After the last file: what was not taken, or that all is well; the focus stays in the place. */
function told(bay, refused) {
  const form = bay.querySelector("form[data-upload]");
  for (const sentence of refused) {
    const line = document.createElement("p");
    line.className = "error-line";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    if (form) form.before(line);
    else bay.append(line);
  }
  if (form && !refused.length) show(form, words.done);
  bay.focus();
}

function show(form, text, isTrouble = false) {
  const place = form.querySelector("[data-progress]");
  const line = document.createElement("p");
  line.textContent = text;
  line.className = isTrouble ? "error-line" : "soft";
  const bar = place.querySelector("progress");
  place.replaceChildren(line, ...(bar ? [bar] : []));
}
