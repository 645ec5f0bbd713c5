/* Typing a paper EOB: Enter moves on, the difference of each line and of the check runs along, in whole cents. */
(function () {
  "use strict";
  var form = document.querySelector("[data-eob]");
  if (!form) { return; }

  function cents(text) {
    var found = /^\$?([0-9,]*)(?:\.([0-9]{0,2}))?$/.exec(text.trim());
    return found ? Number(found[1].replace(/,/g, "") || "0") * 100 + Number(((found[2] || "") + "00").slice(0, 2)) : 0;
  }
  function dollars(amount) {
    var whole = Math.floor(Math.abs(amount) / 100).toLocaleString("en-US"), part = String(Math.abs(amount) % 100);
    return (amount < 0 ? "\u2212" : "") + "$" + whole + "." + (part.length < 2 ? "0" : "") + part;
  }
  function all(root, start) { return Array.from(root.querySelectorAll("input[name^='" + start + "-']")); }
  function sum(inputs) { return inputs.reduce(function (total, input) { return total + cents(input.value); }, 0); }

  function show() {
    form.querySelectorAll("[data-eob-row]").forEach(function (row) {
      var left = Number(all(row, "paid")[0].dataset.charge) - sum(all(row, "paid")) - sum(all(row, "amount"));
      row.querySelector("[data-eob-left]").textContent = dollars(left);
    });
    var off = cents(form.elements.amount.value) - sum(all(form, "paid"));
    form.querySelector("[data-eob-total]").textContent = off ? "The check is off by " + dollars(off) + "." : "The lines are the check.";
  }
  /* What the contract takes off is the charge less what is allowed: offered once, in the first empty reason. */
  function offer(input) {
    var row = input.closest("[data-eob-row]"), code = all(row, "code")[0], amount = all(row, "amount")[0];
    var less = Number(input.dataset.charge) - cents(input.value);
    if (input.value && !code.value && !amount.value && less > 0) {
      code.value = "CO-45";
      amount.value = (less / 100).toFixed(2);
    }
  }

  form.addEventListener("input", show);
  form.addEventListener("change", function (event) {
    if (event.target.name.indexOf("allowed-") === 0) { offer(event.target); show(); }
  });
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.ctrlKey || event.target.tagName !== "INPUT") { return; }
    event.preventDefault();
    var inputs = Array.from(form.querySelectorAll("input:not([type=hidden]), button"));
    inputs[inputs.indexOf(event.target) + 1].focus();
  });
  show();
}());
