for (const figure of document.querySelectorAll("figure.heat")) {
  const boxes = [...figure.querySelectorAll("input")];
  const draw = () => {
    const years = new Set(boxes.filter(box => box.checked).map(box => box.value));
    const cells = [...figure.querySelectorAll("g[data-years]")];
    const counts = cells.map(cell => cell.dataset.years.split(",").filter(Boolean)
      .map(each => each.split(":")).filter(([year]) => years.has(year))
      .reduce((sum, [, count]) => sum + Number(count), 0));
    const most = Math.max(1, ...counts);
    cells.forEach((cell, i) => {
      cell.querySelector("rect").setAttribute("fill-opacity", 0.04 + 0.9 * counts[i] / most);
      cell.querySelector("text").textContent = counts[i] || "";
      cell.classList.toggle("dark", counts[i] / most > 0.9);
    });
  };
  boxes.forEach(box => box.addEventListener("change", draw));
}
const tip = document.getElementById("tip");
for (const title of document.querySelectorAll("svg title")) {
  const shape = title.parentNode, words = title.textContent;
  shape.setAttribute("aria-label", words);
  shape.setAttribute("tabindex", "0");
  shape.classList.add("told");
  title.remove();
  const show = (x, y) => {
    tip.textContent = words;
    tip.hidden = false;
    tip.style.left = Math.min(x + 12, innerWidth - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.min(y + 12, innerHeight - tip.offsetHeight - 8) + "px";
  };
  shape.addEventListener("pointermove", event => show(event.clientX, event.clientY));
  shape.addEventListener("focus", () => {
    const box = shape.getBoundingClientRect();
    show(box.right, box.bottom);
  });
  for (const leave of ["pointerleave", "blur"])
    shape.addEventListener(leave, () => { tip.hidden = true; });
}
const wanted = document.getElementById("wanted");
const told = document.getElementById("told");
const parts = [...document.querySelectorAll("article, tbody tr")]
  .filter(part => !part.parentNode.closest("article"));
wanted.addEventListener("input", () => {
  const words = wanted.value.trim().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const part of parts) {
    part.hidden = !words.every(word => part.textContent.includes(word));
    shown += !part.hidden;
  }
  told.textContent = words.length ? `符合的 ${shown} 条` : "";
});
