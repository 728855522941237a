// The heat map of chosen years only.
"use strict";
for (const figure of document.querySelectorAll("[data-heat]")) {
  const box = figure.querySelector("[data-years-box]");
  const boxes = [...box.querySelectorAll("input")];
  const cells = [...figure.querySelectorAll("g[data-years]")];
  const draw = () => {
    const years = new Set(boxes.filter((each) => each.checked).map((each) => each.value));
    const counts = cells.map((cell) => cell.dataset.years.split(",").filter(Boolean)
      .map((each) => each.split(":")).filter(([year]) => years.has(year))
      .reduce((sum, [, count]) => sum + Number(count), 0));
    const most = Math.max(1, ...counts);
    cells.forEach((cell, n) => {
      cell.querySelector("rect").setAttribute("fill-opacity", 0.04 + 0.9 * counts[n] / most);
      cell.querySelector("text").textContent = counts[n] || "";
      cell.classList.toggle("dark", counts[n] / most > 0.5);
    });
  };
  box.hidden = boxes.length < 2;
  boxes.forEach((each) => each.addEventListener("change", draw));
}
