/* The keyboard: / search, ? sheet, G then a letter, J K Enter X in [data-list], [ ] by rel=prev and rel=next, and every
   button or link with data-key.  Off inside text fields, while a dialog is open, and where the person turned keys off. */
(function () {
  "use strict";
  var going = false, goingTimer;
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  function off() { try { return window.localStorage.getItem("cc-keys") === "off"; } catch (e) { return false; } }
  function isText(element) {
    return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");
  }
  function shown(element) { return element.getClientRects().length > 0 && !element.disabled; }

  /* ---------- rows ---------- */
  function rows() { return all("[data-list] > tr, [data-list] > li").filter(function (row) { return shown(row) && link(row); }); }
  function link(row) { return row.querySelector("[data-open]") || row.querySelector("th a[href], a[href]"); }
  function current() { return document.activeElement && document.activeElement.closest("[data-list] > tr, [data-list] > li"); }
  function move(step) {
    var list = rows();
    if (!list.length) { return; }
    var at = list.indexOf(current());
    var next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, at + step))];
    link(next).focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function select(group) {
    var row = current(), boxes = row ? all("input[type=checkbox]", row) : [];
    if (!row || !boxes.length) { return; }
    if (group) { while (row && !row.classList.contains("cc-group")) { row = row.previousElementSibling; } boxes = row ? all("input[type=checkbox]", row) : boxes; }
    if (boxes[0]) { boxes[0].click(); }
  }

  /* ---------- keys of the page ---------- */
  function press(key) {
    var named = function (element) { return element.dataset.key && element.dataset.key.toLowerCase() === key.toLowerCase() && shown(element); };
    var row = current(), found = (row && all("[data-key]", row).filter(named)[0]) || all("[data-key]").filter(named)[0];
    if (found) { found.click(); }
    return Boolean(found);
  }
  function turn(rel) {
    var to = all("a[rel~=" + rel + "]").filter(shown)[0];
    if (to) { to.click(); }
    return Boolean(to);
  }
  function go(key) {
    var to = document.querySelector('[data-go="' + key.toUpperCase().replace(/[^A-Z]/g, "") + '"]');
    if (to) { to.click(); }
  }
  function open(id) { var dialog = document.getElementById(id); if (dialog) { dialog.showModal(); } return Boolean(dialog); }
  function search() { var field = document.getElementById("q"); if (field) { field.focus(); field.select(); } return Boolean(field); }

  var fixed = {
    "/": search,
    "?": function () { return open("keysheet"); },
    "[": function () { return turn("prev"); },
    "]": function () { return turn("next"); },
    j: function () { move(1); return true; },
    k: function () { move(-1); return true; },
    x: function () { select(false); return true; },
    X: function () { select(true); return true; }
  };
  document.addEventListener("keydown", function (e) {
    var field = e.target.matches && isText(e.target);
    if (e.key === "Escape" && field) { e.target.blur(); return; }
    if (e.ctrlKey && e.key === "Enter") { if (press("Ctrl+Enter")) { e.preventDefault(); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey || field || off() || document.querySelector("dialog[open]")) { return; }
    if (going) { going = false; window.clearTimeout(goingTimer); e.preventDefault(); go(e.key); return; }
    if (e.key === "g") { going = true; goingTimer = window.setTimeout(function () { going = false; }, 1500); return; }
    if (e.key !== "Enter" && (press(e.key) || (fixed[e.key] && fixed[e.key]()))) { e.preventDefault(); }
  });

  /* ---------- search as you type: arrows between a field with data-options="id" and the list it fills ---------- */
  document.addEventListener("keydown", function (e) {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp" && e.key !== "Escape") { return; }
    var list = e.target.dataset && e.target.dataset.options ? document.getElementById(e.target.dataset.options) : e.target.closest && e.target.closest(".cc-options");
    if (!list) { return; }
    var options = all("a[href], button", list), at = options.indexOf(e.target) + (e.key === "ArrowDown" ? 1 : -1);
    var field = document.querySelector('[data-options="' + list.id + '"]');
    if (e.key === "Escape") { list.textContent = ""; field.focus(); return; }
    e.preventDefault();
    (options[at] || (at < 0 ? field : e.target)).focus();
  });

  /* ---------- the sheet and what screen readers are told ---------- */
  document.addEventListener("DOMContentLoaded", function () {
    var box = document.querySelector("[data-keys-off]"), template = document.getElementById("page-keys"), here = document.getElementById("page-keys-here");
    if (box) {
      box.checked = off();
      box.addEventListener("change", function () { try { window.localStorage.setItem("cc-keys", box.checked ? "off" : "on"); } catch (e) { box.checked = false; } });
    }
    if (template && here && template.content.firstElementChild) {
      here.appendChild(template.content.cloneNode(true));
      here.hidden = document.getElementById("page-keys-h").hidden = false;
    }
    tell(document);
  });
  function tell(root) { all("[data-key]:not([aria-keyshortcuts])", root).forEach(function (element) { element.setAttribute("aria-keyshortcuts", element.dataset.key.replace("Ctrl", "Control")); }); }
  document.addEventListener("htmx:afterSettle", function (e) { tell(e.target); });
}());
