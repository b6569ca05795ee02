"""What an errand is, looked up: what it does, whose side it is on, and who mends it."""

import datetime as dt
import logging
from typing import Any
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import EVENTS, read, rebuild
from chrysalis.events.hearing import HANDLERS, Handler
from chrysalis.events.models import Errand
from chrysalis.events.scheduled import DUES, Due


log = logging.getLogger(__name__)


def do(errand: Errand, *, at: dt.datetime) -> None:
    """Raises registry.Unknown for what this version does not know, and whatever the handler raises."""
    found = _declared(errand)
    if isinstance(found, Handler):
        found.act(_told(errand), at=at)
    else:
        found.act(**_told(errand), at=at)


def side_of(errand: Errand) -> Side:
    """Of what cannot be looked up: the side of the event, or the safer one."""
    if errand.handler in HANDLERS or errand.handler in DUES:
        return _declared(errand).side
    announced = errand.announcement
    return EVENTS[announced.event].side if announced and announced.event in EVENTS else Side.SAFETY


def owner_of(errand: Errand) -> UUID | None:
    """The agency whose people mend it. None when even that cannot be found: `doctor` then names it."""
    try:
        return _declared(errand).owner(_told(errand))
    except Exception as error:
        log.error("no owner for %s: %s", errand.handler, type(error).__name__)
        return None


def _declared(errand: Errand) -> Handler | Due:
    return HANDLERS[errand.handler] if errand.announcement_id else DUES[errand.handler]


def _told(errand: Errand) -> Any:
    announced = errand.announcement
    if announced:
        return rebuild(announced.event, announced.facts, key=announced.pk)
    return read(errand.facts, DUES[errand.handler].shapes)
