// Fetches the page anew. Not reload(): after a form it would offer to send the form once more.

export function askAgain() {
  document.dispatchEvent(new Event("chrysalis:leaving"));
  location.replace(location.pathname + location.search);
}
