"""Every form behind a hat: whose it is, where it stands, what is typed into it, and what it then counts for.

`test_once.py` sends each twenty times at once, and finds from the URL table that none is missing: a new
form fails there until it has a line here.
"""

from collections.abc import Callable, Iterator
from inspect import getclosurevars
from typing import Any

from chrysalis.decided import Page, pages
from tests.browser.forms import (
    documents,
    groups,
    imports,
    interventions,
    kernel,
    on_file,
    partners,
    referrals,
    risk,
    telling,
    triage,
)
from tests.browser.forms.sending import Editing, Sending


PARTS = (
    kernel, referrals, imports, triage, on_file, risk, documents, interventions, groups, partners, telling
)  # fmt: skip
SENDINGS: dict[str, Sending] = {name: form for part in PARTS for name, form in part.SENDINGS.items()}
EDITINGS: dict[str, Editing] = {name: form for part in PARTS for name, form in part.EDITINGS.items()}
# Sent again, these are meant to be done again, or there is nothing that twice would be; and why.
AS_OFTEN_AS_SENT = {name: why for part in PARTS for name, why in part.AS_OFTEN_AS_SENT.items()}
# Two editors meet there, and neither has words to lose; and what the second sees.
CONFIRMED = {name: why for part in PARTS for name, why in part.CONFIRMED.items()}


def forms_behind_a_hat() -> Iterator[Page]:
    """From the URL table: whatever takes what is sent, and may save it."""
    for page in pages():
        is_a_form = "POST" in (_methods(page.view) or ["POST"])
        is_open = getattr(page.view, "hatless", "") or getattr(page.view, "goes_on", False)
        if is_a_form and not is_open:
            yield page


def _methods(view: Callable[..., Any] | None) -> list[str] | None:
    """Those that the decorator of a page lets through; none where nothing was said."""
    while view is not None:
        said = getclosurevars(view).nonlocals.get("request_method_list")
        if said:
            return said
        view = getattr(view, "__wrapped__", None)
    return None
