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

export function sealFirst() {
  const section = document.querySelector("[data-never-draft] form");
  if (section) document.querySelectorAll("[data-unsealed]").forEach((warning) => guard(warning, section));
}
