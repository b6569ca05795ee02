// Everything a page can do beyond plain HTML. Each part looks for its own markup and leaves the rest alone.

import { initAll } from "../../vendor/govuk/govuk-frontend.min.js";
import { keepDrafts } from "./draft.js";
import { leaveQuickly } from "./leave.js";
import { lockByKey } from "./lock.js";
import { forgetOnReturn } from "./return.js";
import { searchByKey } from "./search.js";
import { warnOfTimeOut } from "./time-out.js";
import { sealFirst } from "./unsealed.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
forgetOnReturn();
leaveQuickly();
lockByKey();
keepDrafts();
searchByKey();
sealFirst();
warnOfTimeOut();
