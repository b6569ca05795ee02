"""Pages that stay put while rows come and go: each page begins after a row, not after a number of rows.

The token in the URL holds the sort value and key of that row, sealed: a sort value may be a name, and
what stands in a URL ends in logs. The same row gives the same token, so that two equal pages are equal.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class Order:
    """One way to sort: a field or annotation that is never empty, with the key to settle ties."""

    field: str
    descending: bool = False

    def reversed(self) -> "Order":
        return Order(self.field, not self.descending)

    def apply(self, queryset: models.QuerySet) -> models.QuerySet:
        sign = "-" if self.descending else ""
        return queryset.order_by(f"{sign}{self.field}", f"{sign}pk")

    def beyond(self, mark: "Mark") -> Q:
        """The rows that follow the mark. The first term lets an index find the place."""
        then = "lt" if self.descending else "gt"
        return Q(**{f"{self.field}__{then}e": mark.value}) & (
            Q(**{f"{self.field}__{then}": mark.value}) | Q(**{f"pk__{then}": mark.key})
        )


@dataclass(frozen=True)
class Mark:
    """A place in a sorted list: the row with this value and key."""

    value: Any
    key: Any

    @classmethod
    def of(cls, row: models.Model, order: Order) -> "Mark":
        value = row
        for part in order.field.split("__"):
            value = getattr(value, part)
        return cls(value, row.pk)

    def token(self, purpose: str) -> str:
        text = json.dumps([self.value, self.key], default=_plain)
        sealed = _cipher(settings.SECRET_KEY).encrypt(text.encode(), [purpose.encode()])
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def read_mark(token: str, purpose: str) -> Mark | None:
    """The place that a token names; None when it names none, is of another list, or was made up."""
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            return Mark(*json.loads(_cipher(secret).decrypt(sealed, [purpose.encode()])))
        except (InvalidTag, ValueError):
            continue
    return None


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _cipher(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(f"chrysalis.ui.keyset/{secret}".encode()).digest())


@dataclass(frozen=True)
class Slice:
    """The rows of one page, and whether there are more on either side."""

    rows: list[Any]
    has_previous: bool
    has_next: bool


def slice_of(
    queryset: models.QuerySet, order: Order, *, after: Mark | None, before: Mark | None, size: int
) -> Slice:
    """One query: a row more than the page holds, which tells whether another page follows."""
    backwards = before is not None and after is None
    heading, mark = (order.reversed(), before) if backwards else (order, after)
    matching = queryset.filter(heading.beyond(mark)) if mark else queryset
    found = list(heading.apply(matching)[: size + 1])
    rows, has_more = found[:size], len(found) > size
    if backwards:
        return Slice(rows[::-1], has_previous=has_more, has_next=True)
    return Slice(rows, has_previous=mark is not None, has_next=has_more)
