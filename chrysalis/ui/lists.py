"""Lists of work: declared columns and sorts, filters with chips, pages that stay put, a count that stops.

    class Inbox(Listing):
        caption, one, many = "Referrals waiting", "referral", "referrals"
        columns = (
            Column("Reference", lambda r: Cell(r.reference, href=r.get_absolute_url())),
            Column("Received", lambda r: day(r.received_at), sort="received_at"),
        )
        ordering = "-received_at"
        filters = InboxFilters

    render(request, "referrals/inbox.html", {"listing": Inbox(request, queries.inbox(request.hat))})

A page costs two queries, whatever it holds: one for its rows, one for the count.
Filters take closed words, never a name or a number of a person: what is in a URL ends in logs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django_filters import FilterSet

from chrysalis.ui.chips import Chip, chips_of
from chrysalis.ui.keyset import Mark, Order, read_mark, slice_of


COUNTED = 1_000
TURNS = ("after", "before")


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a list: words, perhaps a link, a tag's colour, a quieter second line."""

    text: str
    href: str = ""
    colour: str = ""
    note: str = ""
    title: str = ""
    is_number: bool = False  # stands to the right, so that a column of them can be compared


@dataclass(frozen=True)
class Column:
    title: str
    cell: Callable[[Any], Cell | str]
    sort: str = ""  # a field or annotation that is never empty
    is_number: bool = False

    def show(self, row: Any) -> Cell:
        shown = self.cell(row)
        shown = shown if isinstance(shown, Cell) else Cell(str(shown))
        text = shown.text or "None recorded"
        return Cell(text, shown.href, shown.colour, shown.note, self.title, self.is_number)


@dataclass(frozen=True)
class Heading:
    title: str
    href: str = ""
    direction: str = ""
    is_number: bool = False


class Listing:
    caption: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    ordering: ClassVar[str]
    filters: ClassVar[type[FilterSet] | None] = None
    empty: ClassVar[str] = "None recorded"
    size: ClassVar[int] = 25

    def __init__(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self.asked: QueryDict = request.GET
        self.path = request.path
        self._filterset = (
            self.filters(request.GET, queryset=queryset, request=request) if self.filters else None
        )
        self._queryset = self._filterset.qs if self._filterset else queryset
        self._refuse_empty_sorts(queryset.model)

    @property
    def form(self) -> BaseForm | None:
        if self._filterset is None:
            return None
        self._filterset.form.mark_optional = False
        return self._filterset.form

    @cached_property
    def order(self) -> Order:
        """As asked, if the list may be sorted so; as declared otherwise."""
        asked = self.asked.get("sort", "")
        sort = asked if asked.removeprefix("-") in self._sorts else self.ordering
        return Order(sort.removeprefix("-"), descending=sort.startswith("-"))

    @cached_property
    def page(self) -> Any:
        after, before = (self._mark(turn) for turn in TURNS)
        return slice_of(self._queryset, self.order, after=after, before=before, size=self.size)

    @property
    def rows(self) -> list[list[Cell]]:
        return [[column.show(row) for column in self.columns] for row in self.page.rows]

    @cached_property
    def count_sentence(self) -> str:
        """Exact up to a thousand; beyond that nobody reads on, and counting costs."""
        found = self._queryset.order_by().values("pk")[: COUNTED + 1].count()  # without what rows only show
        if found > COUNTED:
            return f"{COUNTED:,}+ {self.many}"
        return f"{found:,} {self.one if found == 1 else self.many}" if found else f"No {self.many}"

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    @property
    def chips(self) -> list[Chip]:
        return chips_of(self.form, self.link) if self.form else []

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form carries along: the sort, and no place in the list."""
        return [("sort", self.asked["sort"])] if self._is_sorted_as_asked else []

    @property
    def clear_href(self) -> str:
        return f"{self.path}?sort={self.asked['sort']}" if self._is_sorted_as_asked else self.path

    @property
    def next_href(self) -> str:
        return self._turn("after", self.page.rows[-1]) if self.page.rows and self.page.has_next else ""

    @property
    def previous_href(self) -> str:
        if not self.page.has_previous:
            return ""
        return self._turn("before", self.page.rows[0]) if self.page.rows else self.link({})

    def link(self, changes: dict[str, Any]) -> str:
        """This list with some of what was asked changed, from its first page."""
        query = self.asked.copy()
        for name in (*TURNS, *changes):
            query.pop(name, None)
        for name, values in changes.items():
            query.setlist(name, values)
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def _turn(self, turn: str, row: Any) -> str:
        return self.link({turn: [Mark.of(row, self.order).token(self._purpose)]})

    def _mark(self, turn: str) -> Mark | None:
        token = self.asked.get(turn, "")
        return read_mark(token, self._purpose) if token else None

    def _heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column.title, is_number=column.is_number)
        is_current = column.sort == self.order.field
        flipped = is_current and not self.order.descending
        direction = ("descending" if self.order.descending else "ascending") if is_current else ""
        href = self.link({"sort": [f"-{column.sort}" if flipped else column.sort]})
        return Heading(column.title, href, direction, column.is_number)

    @property
    def _purpose(self) -> str:
        """A token is good for the list and the sort it was made for, and no other."""
        return f"{type(self).__module__}.{type(self).__qualname__}/{self.order.field}"

    @property
    def _sorts(self) -> set[str]:
        return {column.sort for column in self.columns if column.sort}

    @property
    def _is_sorted_as_asked(self) -> bool:
        return self.asked.get("sort", "").removeprefix("-") in self._sorts

    def _refuse_empty_sorts(self, model: type[models.Model]) -> None:
        for sort in self._sorts | {self.ordering.removeprefix("-")}:
            try:
                field = model._meta.get_field(sort)
            except FieldDoesNotExist:
                continue  # an annotation, or a field of a related row
            if field.null:
                raise ImproperlyConfigured(f"{model.__name__}.{sort} may be empty: sort on Coalesce of it.")
