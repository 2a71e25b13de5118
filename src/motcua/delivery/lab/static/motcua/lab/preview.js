// Brings the section that is being built into view, without moving the page around the frame.
const shown = document.querySelector("[data-shown]");
if (shown) scrollTo(0, shown.getBoundingClientRect().top + scrollY - 8);
