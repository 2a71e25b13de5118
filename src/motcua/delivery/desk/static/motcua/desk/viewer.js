// Turning and enlarging the pages of a paper beside the form, without loading the dossier anew.
const LARGEST = 3;

export function viewer() {
  const figure = document.querySelector("[data-viewer]");
  if (!figure) return;
  const glass = figure.querySelector(".glass");
  const picture = glass.querySelector("img");
  const pages = Number(figure.dataset.pages);
  let page = Number(figure.dataset.page);
  let zoom = 0;

  const address = (number, width) => figure.dataset.address.replace(/\/\d+\/\d+\/$/, `/${number}/${width}/`);
  const show = () => {
    picture.src = address(page, zoom ? 1600 : 800);
    glass.className = zoom ? `glass z${zoom}` : "glass";
    figure.querySelector("[data-where]").textContent = `${page}/${pages}`;
    figure.querySelector("[data-large]").href = address(page, 1600);
    for (const turner of figure.querySelectorAll("[data-turn]")) {
      turner.hidden = !within(page + Number(turner.dataset.turn));
    }
  };
  const within = (number) => number >= 1 && number <= pages;
  const turn = (step) => {
    if (!within(page + step)) return;
    page += step;
    glass.scrollTo(0, 0);
    show();
  };
  const enlarge = (step) => {
    zoom = Math.min(LARGEST, Math.max(0, zoom + step));
    show();
  };

  for (const turner of figure.querySelectorAll("[data-turn]")) {
    turner.addEventListener("click", (event) => {
      event.preventDefault();
      turn(Number(turner.dataset.turn));
    });
  }
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => enlarge(Number(button.dataset.zoom)));
  }
  const byKey = { "[": () => turn(-1), "]": () => turn(1), "+": () => enlarge(1), "-": () => enlarge(-1) };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys-off")?.checked) return;
    if (event.target.matches?.("textarea, select, input:not([type=checkbox], [type=radio])")) return;
    const act = byKey[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
