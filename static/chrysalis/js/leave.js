// Leaving quickly: the page goes dark at once, and this entry of the history is replaced by where one goes.
// Without a script the link does the same, but for the history.

const PRESSES = 3;
const WITHIN = 2000; // milliseconds from the first press to the last

export function leaveQuickly() {
  const links = document.querySelectorAll("[data-leave]");
  if (!links.length) return;
  const leave = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    document.title = "";
    location.replace(links[0].href);
  };
  links.forEach((link) => link.addEventListener("click", leave));
  let pressed = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (pressed.length >= PRESSES) leave(event);
  });
}
