// The / key goes to the search box in the header, unless somebody is typing or has turned it off.

const TYPING = "input, textarea, select, [contenteditable]";

export function searchByKey() {
  const box = document.querySelector("[data-slash]");
  if (!box) return;
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    box.focus();
  });
}
