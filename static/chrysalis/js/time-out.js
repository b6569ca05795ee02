// Two minutes before the screen locks for want of activity, asks. Without script, the footer states the limit.
// Tabs of one browser tell each other that somebody is still here; nothing is stored.

import { askAgain } from "./again.js";

const WARNING = 2 * 60_000;
const CHECK = 5_000;

async function stay(form) {
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!response.ok || response.redirected) askAgain();
}

export function warnOfTimeOut() {
  const dialog = document.querySelector("dialog[data-idle-minutes]");
  if (!dialog) return;
  const limit = dialog.dataset.idleMinutes * 60_000;
  const tabs = new BroadcastChannel("chrysalis-active");
  let since = Date.now();

  function restart() {
    since = Date.now();
    dialog.close();
  }

  function active() {
    restart();
    tabs.postMessage("active");
  }

  tabs.addEventListener("message", restart);
  document.addEventListener("chrysalis:active", active);
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await stay(event.target);
    active();
  });
  active();
  setInterval(() => {
    const idle = Date.now() - since;
    if (idle >= limit) askAgain();
    else if (idle >= limit - WARNING && !dialog.open) dialog.showModal();
  }, CHECK);
}
