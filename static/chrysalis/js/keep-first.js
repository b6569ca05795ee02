// What is being kept of a form goes before whatever ends it.

const PATIENCE = 2_000; // a screen that somebody wants shut does not wait longer for a slow network

const patiently = (saved) => Promise.race([saved, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);

// SAFETY: a save still on its way would come in after the form itself, where that is only kept because the
// screen is locked by then, and put older words in place of newer ones. It goes first; whoever presses again
// meanwhile has pressed once.
export function keepBeforeSending(form, isSaving, saved) {
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
export function keepBeforeLeaving(keep) {
  for (const leaving of document.querySelectorAll("header form[method=post]")) {
    leaving.addEventListener("submit", async (event) => {
      event.preventDefault();
      await patiently(keep());
      leaving.submit();
    });
  }
}
