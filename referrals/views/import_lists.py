"""The lists of imports: one's own spreadsheets, and the rows of one."""

import django_filters
from django.urls import reverse

from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from referrals.models import Import, ImportRow, ImportState


S, R = ImportState, ImportRow.State
COLOURS = {
    S.READING: "blue", S.MATCHING: "yellow", S.CHECKING: "blue", S.CHECKED: "yellow", S.RUNNING: "blue",
    S.STOPPED: "orange", S.DONE: "green", S.UNDOING: "blue", S.UNDONE: "grey", S.DISCARDED: "grey",
    S.FAILED: "red",
}  # fmt: skip
ROW_COLOURS = {
    R.UNCHECKED: "grey", R.READY: "blue", R.FAULT: "red", R.ALREADY: "yellow", R.ADDED: "green",
    R.TAKEN_BACK: "grey", R.STAYS: "orange",
}  # fmt: skip
NOT_KEPT = "In the referral"


class Imports(Listing):
    caption, one, many = "Your imports", "import", "imports"
    empty = "Nothing was brought in yet"
    ordering = "-begun_at"
    columns = (
        Column("Import", lambda each: _handle(each)),
        Column("Begun", lambda each: moment(each.begun_at), sort="begun_at"),
        Column("Rows", lambda each: str(each.rows_read), sort="rows_read", is_number=True),
        Column("Now", lambda each: _state(each), sort="state"),
    )


def _handle(each: Import) -> Cell:
    return Cell(each.title, href=reverse("referrals:import", args=[each.pk]), note=each.handle)


def _state(each: Import) -> Cell:
    return Cell(each.get_state_display(), colour=COLOURS[S(each.state)])


class RowFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=R, label="Which rows", empty_label="All")

    class Meta:
        model = ImportRow
        fields = ["state"]


class ImportRows(Listing):
    caption, one, many = "Rows of the spreadsheet", "row", "rows"
    ordering = "number"
    filters = RowFilters
    size = 50

    def __init__(self, *args: object, brought: Import, **kwargs: object) -> None:
        self.columns = (  # type: ignore[misc]
            Column("Row", lambda row: str(row.number), sort="number"),
            Column("Name", lambda row: _name(row, brought)),
            Column("What becomes of it", _becomes),
            Column("Why", _why),
        )
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def _name(row: ImportRow, brought: Import) -> str:
    places = (brought.columns.get(name) for name in ("given_names", "family_name"))
    said = (row.cells[place] for place in places if place is not None and place < len(row.cells))
    return " ".join(filter(None, said)) or ("Not given" if row.cells else NOT_KEPT)


def _becomes(row: ImportRow) -> Cell:
    href = reverse("referrals:referral", args=[row.referral_key]) if row.referral_key else ""
    return Cell(row.get_state_display(), href=href, colour="" if href else ROW_COLOURS[R(row.state)])


def _why(row: ImportRow) -> Cell:
    first, _, rest = row.said.partition("\n")
    return Cell(first or "Nothing to say", note=rest)
