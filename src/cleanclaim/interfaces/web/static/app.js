/* htmx under a strict Content-Security-Policy, and what every page needs: focus after a swap, one spoken result,
   dimmed rows while loading, dialogs, confirmation, no double submit. */
(function () {
  "use strict";
  var byId = function (id) { return document.getElementById(id); };

  /* ---------- htmx ---------- */
  if (window.htmx) {
    Object.assign(window.htmx.config, {
      includeIndicatorStyles: false, allowEval: false, allowScriptTags: false, selfRequestsOnly: true,
      historyCacheSize: 0, refreshOnHistoryMiss: true, // no page with a patient's data stays in the browser's storage
      scrollBehavior: "instant",
      responseHandling: [
        { code: "204", swap: false },
        { code: "[23]..", swap: true },
        { code: "409|422", swap: true, error: false }, // a refusal is a fragment to show, not a fault
        { code: "[45]..", swap: false, error: true }
      ]
    });
  }
  function token() {
    var meta = document.querySelector("meta[name=csrf-token]"), cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return (meta && meta.content) || (cookie && cookie[1]) || "";
  }
  function announce(text) {
    var region = byId("announce");
    if (!region || !text) { return; }
    region.textContent = "";
    window.setTimeout(function () { region.textContent = text; }, 50); // an empty moment, so that the same words are spoken twice
  }
  document.addEventListener("htmx:configRequest", function (e) { e.detail.headers["X-CSRFToken"] = token(); });
  document.addEventListener("htmx:beforeRequest", function (e) { e.detail.target.classList.add("is-loading"); e.detail.target.setAttribute("aria-busy", "true"); });
  document.addEventListener("htmx:afterRequest", function (e) { e.detail.target.classList.remove("is-loading"); e.detail.target.removeAttribute("aria-busy"); });
  document.addEventListener("htmx:responseError", function () { announce("Not done. The server refused or failed; nothing was changed."); show("Not done. The server refused or failed; nothing was changed. Load the page again."); });
  document.addEventListener("htmx:sendError", function () { announce("Not sent. The server did not answer."); show("Not sent. The server did not answer; what you typed is still here."); });
  document.addEventListener("announce", function (e) { announce(e.detail.value || e.detail); });

  /* After a swap: focus what asks for it, else what took the place of the focused thing; speak data-announce or the undo bar. */
  var held = false;
  function nobody() { return !document.activeElement || document.activeElement === document.body; }
  document.addEventListener("htmx:beforeSwap", function () { held = !nobody(); });
  document.addEventListener("htmx:afterSettle", function (e) {
    var swapped = e.detail.elt;
    if (!swapped || !swapped.isConnected) { return; }
    var spoken = swapped.matches("[data-announce]") ? swapped : swapped.querySelector("[data-announce]");
    var undo = swapped.id === "undo" ? swapped : swapped.querySelector(".cc-undo");
    announce((spoken && spoken.dataset.announce) || (undo && undo.querySelector("span") && undo.querySelector("span").textContent));
    var wanted = swapped.matches("[data-focus]") ? swapped : swapped.querySelector("[data-focus]");
    if (!wanted && held && nobody()) { wanted = swapped.querySelector("h1, h2, h3") || swapped.querySelector("a[href], button, input, select"); }
    if (!wanted) { return; }
    if (!wanted.matches("a[href], button, input, select, textarea, [tabindex]")) { wanted.tabIndex = -1; }
    wanted.focus();
  });
  function show(text) {
    var place = byId("undo");
    if (!place) { return; }
    place.innerHTML = "";
    var bar = document.createElement("div"), words = document.createElement("span");
    bar.className = "cc-undo is-bad"; words.textContent = text;
    bar.appendChild(words); place.appendChild(bar);
  }

  /* ---------- dialogs ---------- */
  document.addEventListener("click", function (e) {
    var opener = e.target.closest("[data-dialog]"), closer = e.target.closest("[data-close]"), dismiss = e.target.closest("[data-dismiss]");
    if (opener && byId(opener.dataset.dialog)) { byId(opener.dataset.dialog).showModal(); }
    if (closer) { closer.closest("dialog").close(); }
    if (dismiss) { dismiss.parentElement.remove(); }
    if (e.target.matches("dialog.cc-dialog")) { e.target.close(); } // the backdrop
  });

  /* ---------- confirmation: data-confirm, data-confirm-why, data-confirm-act on a button, link or form ---------- */
  function words(source) { // a button's own words, without its key
    var copy = source.cloneNode(true);
    copy.querySelectorAll("kbd, svg").forEach(function (mark) { mark.remove(); });
    return source.matches("form") ? "" : copy.textContent.trim();
  }
  function ask(source, yes) {
    var dialog = byId("confirm");
    byId("confirm-h").textContent = source.dataset.confirm;
    byId("confirm-why").textContent = source.dataset.confirmWhy || "";
    byId("confirm-act").textContent = source.dataset.confirmAct || words(source) || "Do it";
    dialog.returnValue = "";
    dialog.onclose = function () { if (dialog.returnValue === "yes") { yes(); } };
    dialog.showModal();
  }
  document.addEventListener("htmx:confirm", function (e) {
    var submitter = e.detail.triggeringEvent && e.detail.triggeringEvent.submitter;
    var source = submitter && submitter.dataset.confirm ? submitter : e.detail.elt;
    if (!source.dataset || !source.dataset.confirm) { return; }
    e.preventDefault();
    ask(source, function () { e.detail.issueRequest(true); });
  });
  document.addEventListener("click", function (e) {
    var link = e.target.closest("a[data-confirm]");
    if (!link || link.matches("[hx-get], [hx-post], [hx-delete]")) { return; }
    e.preventDefault();
    ask(link, function () { window.location.assign(link.href); });
  });
  document.addEventListener("submit", function (e) {
    var form = e.target, button = e.submitter, source = button && button.dataset.confirm ? button : form;
    if (form.method === "dialog" || form.matches("[hx-post], [hx-get]") || (button && button.matches("[hx-post], [hx-get]"))) { return; }
    if (source.dataset.confirm && !form.dataset.confirmed) {
      e.preventDefault();
      ask(source, function () { form.dataset.confirmed = "yes"; form.requestSubmit(button); });
      return;
    }
    delete form.dataset.confirmed;
    if (form.method === "post" && form.dataset.sent) { e.preventDefault(); return; } // a second click sends nothing twice
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; }); });

  /* ---------- a form fragment that was refused on a full page load ---------- */
  document.addEventListener("DOMContentLoaded", function () {
    var refused = document.querySelector(".cc-errors[data-focus]");
    if (refused) { refused.focus(); }
  });
}());
