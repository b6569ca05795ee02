// Fetches the page anew. Not reload(): after a form it would offer to send the form once more.

export function askAgain() {
  location.replace(location.pathname + location.search);
}
