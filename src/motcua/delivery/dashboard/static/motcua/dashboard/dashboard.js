// The figures come anew by themselves, but not while nobody looks or something in them is open or in use.
addEventListener("htmx:before:request", (event) => {
  const figures = document.getElementById("figures");
  const inUse = figures.contains(document.activeElement) || figures.querySelector("details[open]");
  if (document.hidden || inUse) event.preventDefault();
});
