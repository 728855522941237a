// The heat map of chosen years only.
"use strict";
for (const figure of document.querySelectorAll("[data-heat]")) {
  const box = figure.querySelector("[data-years-box]");
  const boxes = [...box.querySelectorAll("input")];
  const cells = [...figure.querySelectorAll("g[data-years]")];
  const links = cells.map((cell) => cell.closest("a"));
  const whole = links.map((link) => link && link.getAttribute("href"));
  const words = cells.map((cell) => cell.querySelector("title").textContent);
  // The search of one cell for these years: a range where they follow each other among all.
  const narrowed = (href, years) => {
    const address = new URL(href, location.href);
    const all = boxes.map((each) => each.value);
    const first = all.indexOf(years[0]);
    const last = all.indexOf(years[years.length - 1]);
    if (years.length === all.length) return href;
    if (last - first + 1 === years.length) {
      address.searchParams.set("year", first === last ? years[0] : `${years[0]}..${years[years.length - 1]}`);
    } else {
      address.searchParams.delete("year");
      address.searchParams.set("q", `(${years.map((each) => `年份:${each}`).join(" OR ")})`);
    }
    return address.pathname + address.search;
  };
  const draw = () => {
    const chosen = boxes.filter((each) => each.checked).map((each) => each.value);
    const years = new Set(chosen);
    const counts = cells.map((cell) => cell.dataset.years.split(",").filter(Boolean)
      .map((each) => each.split(":")).filter(([year]) => years.has(year))
      .reduce((sum, [, count]) => sum + Number(count), 0));
    const most = Math.max(1, ...counts);
    cells.forEach((cell, n) => {
      cell.querySelector("rect").setAttribute("fill-opacity", 0.04 + 0.9 * counts[n] / most);
      cell.querySelector("text").textContent = counts[n] || "";
      cell.classList.toggle("dark", counts[n] / most > 0.5);
      const kept = cell.dataset.years.split(",").filter(Boolean).map((each) => each.split(":"))
        .filter(([year]) => years.has(year)).map(([year, count]) => `${year} 年 ${count}`);
      cell.querySelector("title").textContent = chosen.length === boxes.length ? words[n]
        : `${words[n].slice(0, words[n].lastIndexOf("：") + 1)}${kept.join("，") || "无"}`;
      if (links[n] && counts[n]) links[n].setAttribute("href", narrowed(whole[n], chosen));
      else if (links[n]) links[n].removeAttribute("href");
    });
  };
  box.hidden = boxes.length < 2;
  boxes.forEach((each) => each.addEventListener("change", draw));
}
