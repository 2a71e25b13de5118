// Naming a commune: while a name is typed, the browser offers the communes that it may mean, each with its code.
// Without it the name or the code is typed and looked up when the form is sent.
const QUIET = 200;
const CHOSEN = /[0-9]{5}\)?$/;

export function communes() {
  for (const input of document.querySelectorAll("[data-communes]")) {
    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      if (!CHOSEN.test(input.value)) waiting = setTimeout(() => offer(input), QUIET);
    });
  }
}

async function offer(input) {
  const text = input.value.trim();
  if (text.length < 2) return;
  // Without a connection nothing is offered, and what is typed stays.
  const answer = await fetch(`${input.dataset.communes}?${new URLSearchParams({ q: text })}`).catch(() => null);
  if (!answer?.ok) return;
  const { found } = await answer.json();
  if (input.value.trim() !== text) return;
  input.list.replaceChildren(...found.map((place) => new Option("", `${place.label} (${place.commune})`)));
}
