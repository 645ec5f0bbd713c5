/* Sets the theme before first paint: the person's choice in this browser, else the system's. */
(function () {
  "use strict";
  var root = document.documentElement, dark = window.matchMedia("(prefers-color-scheme: dark)");
  function chosen() { try { return window.localStorage.getItem("cc-theme") || ""; } catch (e) { return ""; } }
  function apply() { root.setAttribute("data-bs-theme", chosen() || (dark.matches ? "dark" : "light")); }
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", function () {
    var select = document.querySelector("[data-theme-choice]");
    if (!select) { return; }
    select.value = chosen();
    select.addEventListener("change", function () {
      try { window.localStorage.setItem("cc-theme", select.value); } catch (e) { /* storage is off: the choice lasts for this page */ }
      root.setAttribute("data-bs-theme", select.value || (dark.matches ? "dark" : "light"));
    });
  });
}());
