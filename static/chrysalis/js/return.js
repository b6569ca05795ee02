// SAFETY: after signing out on a shared desk, Back must not show the last person's page from memory.
// A page brought back whole is asked for again; the server decides what this visitor may see.

import { askAgain } from "./again.js";

export function forgetOnReturn() {
  addEventListener("pageshow", (event) => {
    if (event.persisted) askAgain();
  });
}
