// Keeps what is typed on the server, every ten seconds and when a field is left.
// SAFETY: nothing is kept on this device, and passwords, files and parts marked data-never-draft stay out.

import { keepBeforeLeaving, keepBeforeSending } from "./keep-first.js";

const EVERY = 10_000;
const NEVER = "[data-never-draft], [data-never-draft] *, [type=password], [type=file]";

function typed(form) {
  const fields = new FormData(form);
  for (const field of form.querySelectorAll(NEVER)) if (field.name) fields.delete(field.name);
  return new URLSearchParams(fields);
}

async function send(form, words) {
  const headers = { Accept: "application/json" };
  const response = await fetch(form.dataset.draftUrl, { method: "POST", body: words, headers, redirect: "error" });
  if (!response.ok) throw new Error(response.status);
  document.dispatchEvent(new Event("chrysalis:active"));
  return (await response.json()).saved_at;
}

function watch(form) {
  const notice = form.querySelector("[data-saved]");
  let kept = typed(form).toString();
  let last = Promise.resolve();
  let underWay = 0;

  async function sendIfChanged() {
    const words = typed(form);
    if (words.toString() === kept) return;
    try {
      const at = await send(form, words);
      kept = words.toString();
      if (notice) notice.textContent = `Saved ${at}`;
    } catch {
      if (notice) notice.textContent = "Not saved yet. Your words are still on this page.";
    }
  }

  // One at a time, in the order typed.
  function keep() {
    underWay += 1;
    return (last = last.then(sendIfChanged).finally(() => (underWay -= 1)));
  }

  form.addEventListener("focusout", keep);
  setInterval(keep, EVERY);
  keepBeforeLeaving(keep);
  keepBeforeSending(form, () => underWay > 0, () => last);
}

export function keepDrafts() {
  document.querySelectorAll("form[data-draft-url]").forEach(watch);
}
