/* Sets the theme before first paint: the choice made in this browser, else the person's setting, else the system's. */
(function () {
  "use strict";
  var root = document.documentElement, dark = window.matchMedia("(prefers-color-scheme: dark)");
  var set = root.getAttribute("data-theme"), kept;
  try { kept = window.localStorage.getItem("cc-theme"); } catch (e) { kept = null; } // storage is off: the choice lasts for this page
  var choice = kept || set || "system";
  function apply() { root.setAttribute("data-bs-theme", choice === "system" ? (dark.matches ? "dark" : "light") : choice); }
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", function () {
    var select = document.querySelector("[data-theme-choice]");
    if (!select) { return; }
    select.value = choice;
    select.addEventListener("change", function () {
      choice = select.value;
      apply();
      try { window.localStorage.setItem("cc-theme", choice); } catch (e) { kept = null; }
    });
  });
}());
