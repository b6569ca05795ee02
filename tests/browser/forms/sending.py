"""What a form is here: sent twenty times at once, or edited by two."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone

from tests.browser.stock import Stock


TODAY = timezone.localdate()
GONE, STANDS = frozenset({302, 404}), frozenset({302, 409})


def date(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@dataclass(frozen=True)
class Subject:
    """Where a form is sent, and where it stands when that is another page; what it names by key."""

    to: str
    on: str = ""
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sending:
    """A form that makes or changes something. `word` is the entry that it leaves, once; `makes` what there is
    one more of. Sent again, it may lead where it led, show what stands by now (409), or be gone (404)."""

    who: str
    subject: Callable[[Stock], Subject | str]
    typed: dict[str, str]
    word: str
    makes: type[Model] | None = None
    again: frozenset[int] = frozenset({302})
    leads_on: bool = False  # sent again, it leads to where the thing stands by now


@dataclass(frozen=True)
class Editing:
    """A form on something that others edit too: by whom, where, and one field of it as each writes it."""

    who: tuple[str, str]
    address: Callable[[Stock], str]
    first: dict[str, str]
    second: dict[str, str]
    texts: tuple[str, str]
    holds: Callable[[], set[str]]
