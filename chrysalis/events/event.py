"""What happened, as others may hear of it: keys, moments and closed words. Never a text that anybody typed.

    @dataclass(frozen=True)
    class SlipSealed(Event, side=Side.SAFETY, about="slip_id"):
        slip_id: UUID
        receiving_agency_id: UUID

`side` is whose secret it is: no handler of the change side may hear an event of the safety side.
`about` names the field whose events are told in order, where a handler asks for that.

SAFETY: an announcement crosses the wall. A field of free text would sooner or later carry a name, an
address or a threat to the other side; so a shape that could hold one is refused as the file is read.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar, get_type_hints
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.keys import Key
from chrysalis.registry import Registry


Facts = dict[str, str | int | bool]
READERS: dict[type, Callable[[Any], Any]] = {
    UUID: UUID,
    dt.date: dt.date.fromisoformat,
    dt.datetime: dt.datetime.fromisoformat,
    bool: bool,
    int: int,
}


class FreeText(TypeError):
    """A fact of this shape could hold what somebody typed, and so cannot be announced."""


@dataclass(frozen=True)
class Event:
    """`key` is that of the announcement: two tellings of one event are two events."""

    key: UUID = field(kw_only=True, default_factory=Key("announcement"), compare=False)

    slug: ClassVar[str]
    side: ClassVar[Side]
    about: ClassVar[str]

    def __init_subclass__(cls, *, side: Side, about: str) -> None:
        cls.slug = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        cls.side, cls.about = side, about
        if shapes_of(cls)[about] is not UUID:
            raise TypeError(f"{cls.__name__} is about {about}, which is no key.")
        EVENTS.add(cls)

    @property
    def subject(self) -> UUID:
        found: UUID = getattr(self, self.about)
        return found


EVENTS: Registry[type[Event]] = Registry("event", key=lambda event: event.slug)


def shapes_of(thing: Any, *, without: tuple[str, ...] = ("key", "return")) -> dict[str, type]:
    """The shape of each fact of an event, or of what a function that falls due is given. Raises FreeText."""
    hints = get_type_hints(thing)
    found = {name: hint for name, hint in hints.items() if name not in without and not _is_of_class(hint)}
    for name, shape in found.items():
        if not _is_closed(shape):
            raise FreeText(f"{thing.__name__}.{name}: {shape!r} could hold what somebody typed.")
    return found


def _is_of_class(hint: Any) -> bool:
    return getattr(hint, "__origin__", None) is ClassVar


def _is_closed(shape: Any) -> bool:
    return shape in READERS or (isinstance(shape, type) and issubclass(shape, StrEnum))


def write(facts: dict[str, Any]) -> Facts:
    """As they are kept. Raises FreeText for a value that is not of a closed shape."""
    return {name: _written(name, value) for name, value in facts.items()}


def _written(name: str, value: Any) -> str | int | bool:
    if not _is_closed(type(value)):
        raise FreeText(f"{name} is a {type(value).__name__}.")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, bool | int) else str(value)


def read(facts: Facts, shapes: dict[str, type]) -> dict[str, Any]:
    """A fact that was not told yet when this was written is left to its default."""
    told = {name: shape for name, shape in shapes.items() if name in facts}
    return {name: READERS.get(shape, shape)(facts[name]) for name, shape in told.items()}


def facts_of(event: Event) -> Facts:
    return write({each.name: getattr(event, each.name) for each in fields(event) if each.name != "key"})


def rebuild(slug: str, facts: Facts, *, key: UUID) -> Event:
    event = EVENTS[slug]
    return event(**read(facts, shapes_of(event)), key=key)
