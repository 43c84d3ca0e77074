/* What is smoother with a script; every page works without it.
   No personal data in localStorage: it keeps one setting. Drafts stay in the tab's own sessionStorage, under the officer who wrote them. */
(function () {
  "use strict";

  var KEYS_OFF = "brobygger.keys.off";
  var DRAFT = "brobygger.draft.";
  var dialog = document.getElementById("keys");
  var owner = dialog ? dialog.dataset.draftOwner : "";

  function writing(target) {
    return target.closest("input, textarea, select, [contenteditable], dialog") !== null;
  }

  /* j and k walk the rows of the first list that has rows to walk. */
  function step(direction) {
    var rows = Array.prototype.slice.call(document.querySelectorAll("[data-rows] tbody tr"));
    if (!rows.length) { return; }
    var here = rows.indexOf(document.activeElement.closest("[data-rows] tbody tr"));
    var next = here < 0 ? (direction > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + direction, 0), rows.length - 1);
    var target = rows[next].querySelector("a[href], button");
    if (target) { target.focus(); }
  }

  function openHelp() {
    if (dialog && !dialog.open) { dialog.showModal(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(KEYS_OFF) || writing(event.target)) { return; }
    if (event.key === "/") {
      var box = document.querySelector("[data-key-search]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); } else if (event.key === "?") { openHelp(); }
  });

  document.querySelectorAll("[data-key-help]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", openHelp);
  });

  document.querySelectorAll("[data-key-off]").forEach(function (box) {
    box.checked = localStorage.getItem(KEYS_OFF) !== null;
    box.addEventListener("change", function () {
      if (box.checked) { localStorage.setItem(KEYS_OFF, "1"); } else { localStorage.removeItem(KEYS_OFF); }
    });
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  /* What is shown once is copied with one press. */
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(function () {
        document.querySelectorAll("[data-copied]").forEach(function (told) { told.hidden = false; });
      });
    });
  });

  /* A tick at the top of a list sets every tick of the list. */
  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-tick-all]")) { return; }
    event.target.closest("table").querySelectorAll("tbody input[type=checkbox]").forEach(function (box) {
      box.checked = event.target.checked;
    });
  });

  /* Drafts: what is typed in a form with data-draft is kept until the form is taken, or the officer signs out. */
  function kept(form) { return DRAFT + owner + "." + form.dataset.draft; }

  function isDraftField(field) { return field.name && field.matches("textarea, input[type=text], input:not([type])"); }

  function keep(form) {
    var values = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (isDraftField(field) && field.value !== field.defaultValue) { values[field.name] = field.value; }
    });
    sessionStorage.setItem(kept(form), JSON.stringify(values));
  }

  function restore(form) {
    var values = JSON.parse(sessionStorage.getItem(kept(form)) || "{}");
    Array.prototype.forEach.call(form.elements, function (field) {
      if (isDraftField(field) && field.value === "" && values[field.name]) { field.value = values[field.name]; }
    });
  }

  function prepare(scope) {
    if (owner) { scope.querySelectorAll("form[data-draft]").forEach(restore); }
    var summary = scope.querySelector("[data-focus]");
    if (summary) { summary.focus(); }
  }

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (owner && form && form.dataset.draft) { keep(form); }
  });

  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-forget-drafts]")) {
      Object.keys(sessionStorage).filter(function (key) { return key.indexOf(DRAFT) === 0; }).forEach(function (key) { sessionStorage.removeItem(key); });
    }
  });

  /* A draft is done with when the page that follows says that the form was taken. */
  var sent = DRAFT + "sent";
  document.addEventListener("submit", function (event) {
    if (owner && event.target.dataset.draft) { sessionStorage.setItem(sent, kept(event.target)); }
  });
  if (sessionStorage.getItem(sent) && document.querySelector("[data-taken]")) {
    sessionStorage.removeItem(sessionStorage.getItem(sent));
    sessionStorage.removeItem(sent);
  }

  /* Where the panel would come below the list, nobody would see it: the link leads to the page instead. */
  document.addEventListener("htmx:beforeRequest", function (event) {
    var beside = event.detail.target && event.detail.target.id === "aside";
    if (beside && window.matchMedia("(max-width: 1100px)").matches && event.detail.elt.href) {
      event.preventDefault();
      window.location.assign(event.detail.elt.href);
    }
  });

  /* The row whose panel stands beside the list is marked. */
  document.addEventListener("htmx:beforeRequest", function (event) {
    var row = event.detail.elt.closest("[data-rows] tbody tr");
    if (!row) { return; }
    row.parentNode.querySelectorAll("tr.chosen").forEach(function (other) { other.classList.remove("chosen"); });
    row.classList.add("chosen");
  });

  prepare(document);
  document.addEventListener("htmx:afterSwap", function (event) {
    prepare(event.detail.target);
    var heading = event.detail.target.querySelector("[tabindex='-1']");
    if (heading && !event.detail.target.querySelector("[data-focus]")) { heading.focus(); }
  });
}());
