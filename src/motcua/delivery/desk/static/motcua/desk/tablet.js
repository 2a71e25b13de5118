/** The tablet at the counter: asks whether somebody is invited, takes the keys 1, 2, 3, and rests when left alone. */

const EVERY = 3000;
const main = document.getElementById("main");
const { waits, idle, rest } = main.dataset;

if (waits) setInterval(lookForAnInvitation, EVERY);
if (idle) restAfter(Number(idle) * 1000);
document.addEventListener("keydown", pressByDigit);

/** Goes to the dossier just returned, unless somebody is typing a code. */
async function lookForAnInvitation() {
  if (document.hidden || document.getElementById("code").value) return;
  try {
    const answer = await fetch(waits, { headers: { Accept: "text/html" } });
    if (answer.ok && answer.redirected && new URL(answer.url).pathname.startsWith(waits)) location.assign(answer.url);
  } catch {
    // Without a line there is nobody to ask; the next round tries again.
  }
}

/** Leaves the page when nobody has touched it for so long: what the last person began is not shown to the next. */
function restAfter(milliseconds) {
  let timer = 0;
  const wind = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(rest), milliseconds);
  };
  for (const touch of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(touch, wind, { passive: true });
  wind();
}

/** 1, 2, 3 press the faces, but not while somebody writes. */
function pressByDigit(event) {
  if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector(`[data-digit="${CSS.escape(event.key)}"]`)?.click();
}
