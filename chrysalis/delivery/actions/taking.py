"""Taking one message to hand over, and writing down what came of it. Each is a transaction of its own.

Between the two the process may die. Then the row says `sending`, and its lease runs out: what happens
next depends on whether the provider can be asked (`draining.py`).
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from chrysalis.access.context import as_system
from chrysalis.delivery import rests
from chrysalis.delivery.letters import LETTERS, Trouble
from chrysalis.delivery.models import MESSAGES, OPEN, Line, Message, State


LEASE = dt.timedelta(minutes=3)  # longer than any provider is waited for
GIVE_UP = dt.timedelta(days=3)
LATE = dt.timedelta(minutes=5)  # decided: by then a person has to know that nobody was told
AT_ONCE = 200  # of a side; the rest in the next round
ASK_FOR = dt.timedelta(days=3)  # how long a provider is asked what became of a letter


def rests_until(provider: str) -> dt.datetime | None:
    with as_system("courier"):
        return Line.objects.filter(provider=provider).values_list("rests_until", flat=True).first()


def take(*, provider: str, at: dt.datetime) -> Message | None:
    """The next message that is due, leased; None when nothing is."""
    due = Q(state=State.WAITING, due_at__lte=at)
    with as_system("courier"):
        for message in _held(due):
            return _change(
                message,
                state=State.SENDING,
                lease_until=at + LEASE,
                attempts=message.attempts + 1,
                provider=provider,
            )
    return None


def interrupted(*, at: dt.datetime) -> Message | None:
    """A message that was being handed over when its process died, leased again so that one asks."""
    with as_system("courier"):
        for message in _held(Q(state=State.SENDING, lease_until__lte=at)):
            return _change(message, lease_until=at + LEASE)
    return None


def to_ask_about(*, provider: str, at: dt.datetime) -> Message | None:
    """A message handed over, of which the provider may know by now what became."""
    asked = Q(state=State.SENT, provider=provider, due_at__lte=at, made_at__gt=at - ASK_FOR)
    with as_system("courier"):
        for message in _held(asked):
            waited = max(at - message.made_at, dt.timedelta(minutes=1))
            return _change(message, due_at=at + waited)
    return None


def shorten_lease(message: Message, *, until: dt.datetime) -> None:
    """Whether it went is to be asked soon."""
    with as_system("courier"):
        _change(message, lease_until=until, error="Unclear")


def settle(
    message: Message, state: State, *, at: dt.datetime, trouble: Trouble | None = None, **values: Any
) -> None:
    """Write what came of it, and make trouble a person's task in the same transaction."""
    with as_system("courier"):
        _change(message, state=state, lease_until=None, **values)
        if state == State.SENT:
            message.kind.sent(message.sending, at)
        if trouble:
            message.kind.tell(message.sending, trouble, at)


def put_back(message: Message, *, error: str, asked: int, at: dt.datetime) -> None:
    """Try it again later. SAFETY: what cannot go for days is somebody's task, never forgotten."""
    if at - message.made_at > GIVE_UP:
        settle(message, State.FAILED, at=at, trouble=Trouble.FAILED, error=error)
        return
    due_at = at + rests.after(message.attempts, asked=asked)
    settle(message, State.WAITING, at=at, due_at=due_at, error=error)


def line_failed(provider: str, *, asked: int, at: dt.datetime) -> None:
    with as_system("courier"):
        line = _line(provider)
        line.failures += 1
        line.rests_until = at + rests.after(line.failures, asked=asked)
        line.save(update_fields=["failures", "rests_until"])


def line_held(provider: str, *, pause: dt.timedelta | None, at: dt.datetime) -> None:
    """The provider answers again; after a full load it rests for a moment all the same."""
    with as_system("courier"):
        line = _line(provider)
        line.failures, line.rests_until = 0, at + pause if pause else None
        line.save(update_fields=["failures", "rests_until"])


def tell_of_late(*, at: dt.datetime) -> None:
    """Urgent messages that have not gone out after some minutes become a person's task, once."""
    with as_system("courier"):
        for message in list(_late(at)):
            _change(message, told_late_at=at)
            message.kind.tell(message.sending, Trouble.LATE, at)


def _late(at: dt.datetime) -> Iterator[Message]:
    urgent = [kind.slug for kind in LETTERS if kind.is_urgent]  # asked for: others must not crowd them out
    waiting = Q(letter__in=urgent, state__in=OPEN, told_late_at=None, made_at__lte=at - LATE)
    for table in MESSAGES.values():
        found = table._default_manager.filter(waiting).select_for_update(skip_locked=True)
        yield from found[:AT_ONCE]


def _held(wanted: Q) -> Iterator[Message]:
    """The first of them that nobody else holds, side after side."""
    for table in MESSAGES.values():
        found = table._default_manager.filter(wanted).select_for_update(skip_locked=True)
        yield from found.order_by("due_at")[:1]


def _change(message: Message, **values: Any) -> Message:
    for name, value in values.items():
        setattr(message, name, value)
    message.save(update_fields=list(values))
    return message


def _line(provider: str) -> Line:
    Line.objects.bulk_create([Line(provider=provider)], ignore_conflicts=True)
    return Line.objects.select_for_update().get(provider=provider)
