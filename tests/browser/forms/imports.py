"""Forms of bringing in a spreadsheet."""

from tests.browser.forms.sending import Editing, Sending, Subject
from tests.browser.sheets import brought
from tests.browser.stock import Stock


def _button(verb: str, *, is_run: bool = False):
    """One without words, on the page of the import."""

    def subject(stock: Stock) -> Subject:
        page = f"/imports/{brought(stock, is_run=is_run)}/"
        return Subject(f"{page}{verb}/", on=page)

    return subject


SENDINGS = {
    "referrals:match_import": Sending(
        "caseworker",
        lambda stock: f"/imports/{brought(stock)}/columns/",
        {"all_sex": "male"},
        "import.matched",
    ),
    "referrals:run_import": Sending("caseworker", _button("run"), {}, "import.run"),
    "referrals:undo_import": Sending("caseworker", _button("undo", is_run=True), {}, "import.undone"),
    "referrals:discard_import": Sending("caseworker", _button("discard"), {}, "import.discarded"),
}
EDITINGS: dict[str, Editing] = {}
AS_OFTEN_AS_SENT = {
    "referrals:upload_import": "a file needs a browser; tests/referrals/test_import.py sends it twice"
}
CONFIRMED: dict[str, str] = {}
