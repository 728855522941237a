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
    const outcome = form.querySelector("[data-upload-told]");
    form.addEventListener("submit", (event) => {
      if (input.files.length) {
        outcome.textContent = "正在上传……";
        return;
      }
      event.preventDefault();
      outcome.textContent = "请先选择文件。";
      input.focus();
    });
  }

  const list = document.querySelector("[data-jobs]");
  // What a job that has ended changed elsewhere on the page.
  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const now = fresh.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
      if (now) part.replaceWith(document.adoptNode(now));
    }
  };
  const look = async () => {
    if (!list.querySelector("[data-running]")) return;
    try {
      const answer = await fetch(list.dataset.jobs, { headers: { accept: "text/html" } });
      const before = list.querySelectorAll("[data-running]").length;
      if (answer.ok) list.innerHTML = await answer.text();
      if (list.querySelectorAll("[data-running]").length < before) await refresh();
    } catch {
      // The next look will do.
    }
    setTimeout(look, 1000);
  };
  if (list) look();
})();
