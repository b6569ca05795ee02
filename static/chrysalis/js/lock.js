// Alt+L presses "Lock now". The button is there without script as well.

export function lockByKey() {
  const form = document.querySelector("form[data-lock]");
  if (!form) return;
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyL") return;
    event.preventDefault();
    form.requestSubmit();
  });
}
