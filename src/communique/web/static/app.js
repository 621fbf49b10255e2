// Keys and the theme. Pages read without any of it.
"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  const theme = byId("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });

  const help = byId("help");
  const keys = byId("keys");
  keys.hidden = false;
  keys.addEventListener("click", () => help.showModal());

  // Entries that j and k step through: whatever a page marks with the class "item".
  const items = () => [...document.querySelectorAll(".item")].filter((i) => i.offsetParent !== null);
  const step = (by) => {
    const some = items();
    if (!some.length) return;
    const now = some.findIndex((i) => i === document.activeElement || i.contains(document.activeElement));
    const next = some[now < 0 ? (by > 0 ? 0 : some.length - 1) : Math.min(Math.max(now + by, 0), some.length - 1)];
    if (!next.matches("a, button, [tabindex]")) next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("step", { bubbles: true }));
  };

  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (typing || help.open) {
      if (event.key === "Escape" && typing) event.target.blur();
      return;
    }
    if (going) {
      going = false;
      const there = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (there) {
        event.preventDefault();
        there.click();
        return;
      }
    }
    const act = {
      "/": () => byId("find").focus(),
      "?": () => help.showModal(),
      g: () => { going = true; },
      j: () => step(1),
      k: () => step(-1),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
