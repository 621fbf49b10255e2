// Marks the words of the entry that is pointed at or focused; a click on "marks and why" does the same without this.
"use strict";
(() => {
  const words = [...document.querySelectorAll("[data-of]")];
  const by = new Map();
  for (const word of words) {
    for (const one of word.dataset.of.split(" ")) {
      const [entry, role] = one.split(":");
      if (!by.has(entry)) by.set(entry, []);
      by.get(entry).push([word, `role-${role}`]);
    }
  }
  let now = [];
  const show = (entry) => {
    for (const [word, role] of now) word.classList.remove(role);
    now = by.get(entry) || [];
    for (const [word, role] of now) word.classList.add(role);
  };
  for (const item of document.querySelectorAll("[data-entry]")) {
    const mark = () => show(item.dataset.entry);
    item.addEventListener("pointerenter", mark);
    item.addEventListener("focusin", mark);
    item.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === item) item.querySelector("a.open").click();
    });
  }
})();
