// Completion under the search box: arrows choose, Enter takes, Escape closes.
"use strict";
for (const input of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("ul");
  list.className = "completion";
  list.id = "completion";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "补全");
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  let at = -1;
  let waiting = 0;
  let asked = "";

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const lastWord = () => /[^\s"“”():：]*$/.exec(input.value)[0];
  const take = (text) => {
    input.value = input.value.slice(0, input.value.length - lastWord().length) + text;
    close();
    input.focus();
  };
  const choose = (step) => {
    const rows = [...list.children];
    if (!rows.length) return;
    at = (at + step + rows.length) % rows.length;
    rows.forEach((row, n) => row.setAttribute("aria-selected", n === at));
    input.setAttribute("aria-activedescendant", rows[at].id);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, n) => {
      const row = document.createElement("li");
      row.id = `completion-${n}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const text = document.createElement("span");
      text.textContent = each.text;
      const kind = document.createElement("small");
      kind.textContent = each.kind;
      row.append(text, kind);
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(each.text);
      });
      return row;
    }));
    at = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async () => {
    const word = lastWord();
    if (word === asked) return;
    asked = word;
    if (!word) return close();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(word)}`);
      if (answer.ok && word === lastWord()) show(await answer.json());
    } catch {
      close();
    }
  };
  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(list.children[at].querySelector("span").textContent);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
}
