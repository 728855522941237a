// Keys for every page: / goes to the search box, j and k walk the hits, Enter opens one.
"use strict";
(() => {
  const typing = (element) =>
    element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  const hits = () => [...document.querySelectorAll("[data-hit]")];
  let at = -1;

  const walk = (step) => {
    const all = hits();
    if (!all.length) return;
    if (all[at]) all[at].classList.remove("at");
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all[at].classList.add("at");
    const link = all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const box = document.querySelector("[data-search]");
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
  });

  // What was just done is told once: not on a reload, nor to whom the address is mailed.
  const address = new URL(location.href);
  const told = ["notice", "last"].filter((each) => address.searchParams.has(each));
  if (told.length) {
    told.forEach((each) => address.searchParams.delete(each));
    history.replaceState(history.state, "", address);
  }

  // A form that is gone back to still holds what was typed.
  for (const link of document.querySelectorAll("[data-back]")) {
    link.addEventListener("click", (event) => {
      if (history.length < 2) return;
      event.preventDefault();
      history.back();
    });
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const question = button && button.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  for (const select of document.querySelectorAll("select[data-now]")) {
    select.addEventListener("change", () => select.form.submit());
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
