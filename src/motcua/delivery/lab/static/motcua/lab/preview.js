// Brings the section that is being built into view.
document.querySelector("[data-shown]")?.scrollIntoView({ block: "start" });
