/**
 * The page of paying: copies what a transfer needs, and shows by itself that money has come. Whoever is filling in a
 * form is not disturbed; nothing is asked while the page is not seen.
 */

const EVERY = 4000;
const place = document.getElementById("charges");

offerCopies();
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);

async function look() {
  if (document.hidden || place.querySelector("details[open]")) return;
  const answer = await fetch(`${place.dataset.state}?mark=${place.dataset.mark}`, {
    headers: { "X-Requested-With": "fetch" },
  }).catch(() => null);
  if (answer?.status !== 200) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("charges");
  if (!fresh) return;
  place.dataset.mark = fresh.dataset.mark;
  place.replaceChildren(...fresh.childNodes);
  offerCopies();
}

function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of place.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const text = place.querySelector(`[data-copied="${button.dataset.copy}"]`).textContent.trim();
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.done;
}
