"""Who listens. A handler is declared in the `handlers.py` of an app, and runs in the worker alone.

    @hears(SlipSealed, owner=lambda event: event.receiving_agency_id)
    def tell_link_workers(event: SlipSealed, *, at: dt.datetime) -> None: ...

It runs after what it hears of is committed, as the courier, once an event: its effect and the note that
it is done are one transaction. It asks nothing of anybody outside the database. `owner` names the agency
whose people are told when it fails for good. Handlers of an app that name the same `line` hear of one
subject in order: an event waits until earlier ones in the line about the same subject are done or given
up. There is no order between subjects.

SAFETY: what the safety side knows is never told downwards, so that a handler of the change side which
asks for one of its events is refused as the file is read.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event
from chrysalis.registry import Registry


E = TypeVar("E", bound=Event)
Act = Callable[..., None]
Owner = Callable[[Any], UUID | None]
SIDES = {"referrals": Side.CHANGE, "interventions": Side.CHANGE, "partners": Side.SAFETY}


class WrongSide(TypeError):
    """A handler of the change side asked to hear what only the safety side may know."""


@dataclass(frozen=True)
class Handler:
    slug: str
    event: type[Event]
    act: Act
    owner: Owner
    line: str = ""

    @property
    def side(self) -> Side:
        return side_of(self.act)


HANDLERS: Registry[Handler] = Registry("handler", key=lambda handler: handler.slug)
_by_event: defaultdict[str, list[Handler]] = defaultdict(list)


def hears(event: type[E], *, owner: Callable[[E], UUID | None], line: str = "") -> Callable[[Act], Act]:
    """Declare a handler. `owner` names the agency whose people mend what fails."""

    def keep(act: Act) -> Act:
        handler = HANDLERS.add(Handler(slug_of(act), event, act, owner, line and f"{_app(act)}.{line}"))
        if event.side is Side.SAFETY and handler.side is Side.CHANGE:
            raise WrongSide(f"{handler.slug} would hear {event.slug}.")
        _by_event[event.slug].append(handler)
        return act

    return keep


def listeners(event: str) -> list[Handler]:
    return _by_event[event]


def slug_of(act: Act) -> str:
    """Such as "partners.tell_link_workers": kept in rows, so that a renamed function is another one."""
    return f"{_app(act)}.{act.__name__}"


def side_of(act: Act) -> Side:
    """The side of the app that a function stands in; the kernel is on neither."""
    return SIDES.get(act.__module__.partition(".")[0], Side.NEITHER)


def _app(act: Act) -> str:
    return act.__module__.removeprefix("chrysalis.").partition(".")[0]
