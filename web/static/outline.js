// The entry of the outline whose place is being read stands out.
"use strict";
(() => {
  const links = [...document.querySelectorAll("[data-outline]")];
  const places = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!links.length || !("IntersectionObserver" in window)) return;
  const follow = () => {
    let at = -1;
    places.forEach((place, n) => {
      if (place && place.getBoundingClientRect().top < 160) at = n;
    });
    links.forEach((link, n) => link.classList.toggle("at", n === at));
  };
  let waiting = false;
  document.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
})();
