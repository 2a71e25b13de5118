// Numbers the lines of a plain text, and goes to the line that the address names.
export function numberLines(area) {
  const numbers = area.parentElement.querySelector("[data-lines]");
  const show = () => {
    const count = area.value.split("\n").length;
    numbers.textContent = Array.from({ length: count }, (_, n) => n + 1).join("\n");
    numbers.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", show);
  area.addEventListener("scroll", () => {
    numbers.scrollTop = area.scrollTop;
  });
  show();
  const line = Number(area.dataset.go);
  if (!line) return;
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = Math.max(0, (line - 6) * (area.scrollHeight / lines.length));
}
