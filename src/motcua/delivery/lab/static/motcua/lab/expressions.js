// Judges expressions while they are typed: the server says what is wrong and where.
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** Asks whether a text is an expression that may stand there. */
export async function ask(address, text, use) {
  const body = new URLSearchParams({ text, use });
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

/** What is said of a judged text, at its place. */
export function told(place, judged) {
  place.classList.toggle("wrong", Boolean(judged) && !judged.ok);
  place.textContent = !judged || judged.ok ? "" : (judged.line ? `${judged.line}:${judged.column} ` : "") + judged.why;
}

export function judgeExpressions(form, address) {
  for (const area of form.querySelectorAll("[data-feel]")) {
    const place = document.getElementById(`${area.id}-judged`);
    let waiting;
    const judge = async () => {
      const text = area.value;
      const judged = text.trim() && text.trim() !== "yes" ? await ask(address, text, area.dataset.feel) : { ok: true };
      if (text === area.value) told(place, judged);
    };
    area.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(judge, 350);
    });
    if (area.value.trim()) judge();
  }
}
