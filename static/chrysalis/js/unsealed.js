// A form is not sent while its page holds words for others alone, which go nowhere with it.
// SAFETY: whoever wrote when it is safe to ring a survivor believes that they were told.

function written(section) {
  return JSON.stringify([...new FormData(section)]);
}

function guard(warning, section) {
  const atFirst = written(section);
  warning.closest("form").addEventListener("submit", (event) => {
    warning.hidden = written(section) === atFirst;
    if (warning.hidden) return;
    event.preventDefault();
    warning.focus();
  });
}

// What is not sealed is kept nowhere, so that a link of the menu asks first. SAFETY: locking, by hand or by the
// clock, and signing out do not ask: whoever shuts the screen has somebody at their shoulder.
function askBeforeLeaving(section) {
  const atFirst = written(section);
  let isFree = false;
  const free = () => (isFree = true);
  for (const form of [section, ...document.querySelectorAll(".app-header__acts form")]) {
    form.addEventListener("submit", free);
  }
  document.addEventListener("chrysalis:leaving", free);
  addEventListener("beforeunload", (event) => {
    if (!isFree && written(section) !== atFirst) event.preventDefault();
  });
}

export function sealFirst() {
  const section = document.querySelector("[data-never-draft] form");
  if (!section) return;
  document.querySelectorAll("[data-unsealed]").forEach((warning) => guard(warning, section));
  askBeforeLeaving(section);
}
