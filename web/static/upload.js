// Files dropped anywhere on the frame, and how far their reading is.
"use strict";
(() => {
  const form = document.querySelector("[data-upload]");
  if (form) {
    const drop = form.querySelector("[data-drop]");
    const input = form.querySelector("input[type=file]");
    const text = form.querySelector("[data-drop-text]");
    input.classList.add("sr");
    const tell = () => {
      const files = [...input.files];
      if (files.length) {
        const names = files.slice(0, 3).map((each) => each.name).join("、");
        text.textContent = `已选 ${files.length} 个文件：${names}${files.length > 3 ? " 等" : ""}`;
      }
    };
    ["dragenter", "dragover"].forEach((kind) => drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    }));
    ["dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.remove("over");
    }));
    drop.addEventListener("drop", (event) => {
      input.files = event.dataTransfer.files;
      tell();
    });
    input.addEventListener("change", tell);
    form.addEventListener("submit", () => {
      form.querySelector("[data-upload-told]").textContent = "正在上传……";
    });
  }

  const list = document.querySelector("[data-jobs]");
  const look = async () => {
    if (!list.querySelector("[data-running]")) return;
    try {
      const answer = await fetch(list.dataset.jobs, { headers: { accept: "text/html" } });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch {
      // The next look will do.
    }
    setTimeout(look, 1000);
  };
  if (list) look();
})();
