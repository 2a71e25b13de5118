// Prints a letter anew while its template is typed; the answer of the server is the page itself.
export function printLive(form) {
  const area = form.querySelector("textarea");
  const place = document.getElementById("printed");
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const text = area.value;
      const body = new URLSearchParams({ text });
      const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
      const answer = await fetch(form.dataset.printed, { method: "POST", body, headers });
      if (answer.ok && text === area.value) place.innerHTML = await answer.text();
    }, 700);
  });
}
