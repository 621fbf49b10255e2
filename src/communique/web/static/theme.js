// Light or dark as chosen before, set before anything is drawn; without a choice the system's.
(() => {
  "use strict";
  const known = localStorage.getItem("theme");
  if (known === "light" || known === "dark") document.documentElement.dataset.theme = known;
})();
