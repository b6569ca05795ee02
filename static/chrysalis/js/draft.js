// Keeps what is typed on the server, every ten seconds and when a field is left.
// SAFETY: nothing is kept on this device, and passwords, files and parts marked data-never-draft stay out.

const EVERY = 10_000;
const PATIENCE = 2_000; // a screen that somebody wants shut does not wait longer for a slow network
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

const patiently = (saved) => Promise.race([saved, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);

// SAFETY: a save still on its way would come in after the form itself, where that is only kept because the
// screen is locked by then, and put older words in place of newer ones. It goes first; whoever presses again
// meanwhile has pressed once.
function keepBeforeSending(form, isSaving, saved) {
  let waits = false;
  let isSent = false;
  form.addEventListener("submit", async (event) => {
    if (isSent || !isSaving()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waits) return;
    waits = true;
    await patiently(saved());
    [waits, isSent] = [false, true];
    form.requestSubmit(event.submitter);
    isSent = false; // something else may have stopped it
  }, { capture: true });
}

// The session that may save ends with "Lock now" and "Sign out": the last words go first.
function keepBeforeLeaving(keep) {
  for (const leaving of document.querySelectorAll("header form[method=post]")) {
    leaving.addEventListener("submit", async (event) => {
      event.preventDefault();
      await patiently(keep());
      leaving.submit();
    });
  }
}

export function keepDrafts() {
  document.querySelectorAll("form[data-draft-url]").forEach(watch);
}
