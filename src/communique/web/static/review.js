// One key for each button of the queue.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.target.closest("input, select, textarea, dialog[open]")) return;
  if (event.key === " " && event.target.closest("button, summary, a")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
  button.closest("details")?.querySelector("select, input:not([type=hidden])")?.focus();
});
