"""Two worlds that differ in one thing, told by everybody on the change side, byte for byte.

Both begin from the same rows at the same moment, and draw the same keys from there; what is told is every
answer to every question.
"""

import datetime as dt
import itertools
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from unittest import mock

from django.urls import reverse
from django.utils import timezone

from chrysalis import keys
from chrysalis.access.barriers import Side
from chrysalis.events.models import Errand
from tests.architecture.crawl import ask, everywhere, told, undone
from tests.architecture.stage import Stage


Extra = Callable[[Stage], None]
Tale = dict[tuple[str, ...], bytes]
Lists = Sequence[tuple[str, str]]  # role and page


def tale(stage: Stage, extra: Extra, *, of: Lists = ()) -> Tale:
    """All that the change side is told in a world with this extra in it (or what some lists, each of a role,
    say there); then that world is as it was."""
    with undone(), keys.seeded("twins"), errands_named_by_what_they_do():
        extra(stage)
        with _same_numbers():
            return dict(_of_lists(stage, of) if of else _told(stage))


def _told(stage: Stage) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """To those who have not signed in as well: somebody at the public door is told nothing of survivors."""
    for person in (None, *stage.everybody()):
        if person is None or person.role.side is not Side.SAFETY:
            who = person.role.slug if person else "not signed in"
            for answer in everywhere(stage, person):
                key = (who, answer.page, answer.method, answer.kind, answer.url)
                yield key, told(answer.response)


def _of_lists(stage: Stage, lists: Lists) -> Iterator[tuple[tuple[str, ...], bytes]]:
    browsers = {person.role.slug: person.browser for person in stage.everybody()}
    for role, page in lists:
        yield (role, page), told(ask(browsers[role], "GET", reverse(page)))


@contextmanager
def frozen_clock() -> Iterator[None]:
    """By plain functions: a page asks for the time again and again, and a mock would note each asking."""
    moment = timezone.now()

    def now() -> dt.datetime:
        return moment

    def seconds() -> float:
        return moment.timestamp()

    with mock.patch.object(timezone, "now", now), mock.patch("time.time", seconds):
        yield


@contextmanager
def errands_named_by_what_they_do() -> Iterator[None]:
    """While the clock stands still, what is due at the same moment is done in the order of its keys: drawn,
    they would differ as soon as one world has one thing more to do."""
    make, made = Errand.__init__, Counter()

    def named(errand: Errand, *values: object, **facts: object) -> None:
        make(errand, *values, **facts)
        if not values:
            what = f"{errand.handler}/{errand.announcement_id}/{sorted(errand.facts.items())}"
            made[what] += 1
            errand.pk = uuid.uuid5(uuid.NAMESPACE_OID, f"{what}/{made[what]}")

    with mock.patch.object(Errand, "__init__", named):
        yield


@contextmanager
def _same_numbers() -> Iterator[None]:
    """The keys that pages make for the forms they draw, in the same order in both worlds."""
    numbers = itertools.count(1)
    in_order = (uuid.UUID(int=number, version=4) for number in numbers)
    with mock.patch.object(uuid, "uuid4", in_order.__next__):
        yield


def differences(one: Tale, other: Tale) -> list[str]:
    found = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    return sorted(" ".join(key) for key in found)
