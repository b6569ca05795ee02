"""What is announced is heard once by each who listens, whatever goes wrong on the way."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events import patience
from chrysalis.events.actions import carrying, snags
from chrysalis.events.actions.snags import SnagFound
from chrysalis.events.announcing import announce
from chrysalis.events.event import EVENTS
from chrysalis.events.hearing import HANDLERS, hears
from chrysalis.events.models import Announcement, ChangeSnag, Errand, Snag
from chrysalis.events.queries import backlog
from chrysalis.events.queries import snags as snags_of


class Keeper:
    """Somebody who listens, and can be made to fail."""

    def __init__(self, event: type, **declared: object) -> None:
        self.heard: list[int] = []
        self.stumbles_over: set[int] = set()
        owner: Callable = lambda told: told.agency_id  # noqa: E731 - as declared beside a handler

        def listen(event, *, at: dt.datetime) -> None:
            if event.number in self.stumbles_over:
                raise ZeroDivisionError("Maren Alder, 4 Sallow Wharf")
            self.heard.append(event.number)

        listen.__module__ = "referrals.handlers"
        hears(event, owner=owner, **declared)(listen)


class Clock:
    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, **much: float) -> None:
        self.now += dt.timedelta(**much)


@pytest.fixture
def clock(db) -> Clock:
    return Clock()


@pytest.fixture
def tells(world, lantern_lit, clock):
    hat = make_hat(world.caseworker.membership)

    def tell(number: int, *, about: UUID | None = None) -> None:
        event = lantern_lit(lantern_id=about or uuid4(), agency_id=hat.agency_id, number=number)
        with acting_as(hat):
            announce(event, by=hat, at=clock.now + dt.timedelta(microseconds=number))

    return tell


def carry(clock: Clock) -> None:
    clock.passes(seconds=1)
    carrying.carry(clock=clock)


def until_given_up(clock: Clock) -> None:
    for _ in range(patience.MOST):
        clock.passes(minutes=5)
        carrying.carry(clock=clock)


def test_it_is_heard_once_by_each_however_often_the_worker_looks(lantern_lit, tells, clock):
    one, other = Keeper(lantern_lit), SecondKeeper(lantern_lit)
    tells(1)
    assert one.heard == other.heard == []
    for _ in range(3):
        carry(clock)
    assert one.heard == other.heard == [1]


class SecondKeeper:
    def __init__(self, event: type, **declared: object) -> None:
        self.heard: list[int] = []

        def listen_too(event, *, at: dt.datetime) -> None:
            self.heard.append(event.number)

        listen_too.__module__ = "referrals.handlers"
        hears(event, owner=lambda told: told.agency_id, **declared)(listen_too)


def test_nothing_is_told_of_what_was_undone(world, lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit)
    with transaction.atomic():
        tells(1)
        transaction.set_rollback(True)
    tells(2)
    carry(clock)
    assert keeper.heard == [2]


def test_one_event_is_not_announced_twice(world, lantern_lit, clock):
    hat = make_hat(world.caseworker.membership)
    event = lantern_lit(lantern_id=uuid4(), agency_id=hat.agency_id, number=1)
    announce(event, by=hat, at=clock.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        announce(event, by=hat, at=clock.now)


def test_effect_and_note_are_one_transaction(world, lantern_lit, tells, clock):
    """A handler that wrote something and then fails leaves nothing of it; the next try does it once."""
    wrote: list[UUID] = []

    @hears(lantern_lit, owner=lambda told: told.agency_id)
    def write_then_stumble(event, *, at: dt.datetime) -> None:
        again = lantern_lit(lantern_id=event.lantern_id, agency_id=event.agency_id, number=99)
        if event.number == 1:
            announce(again, by=None, at=at + dt.timedelta(days=1))
            wrote.append(again.key)
            if len(wrote) == 1:
                raise ZeroDivisionError

    tells(1)
    carry(clock)
    assert not Announcement.objects.filter(pk__in=wrote).exists()
    clock.passes(minutes=1)
    carry(clock)
    assert Announcement.objects.filter(pk__in=wrote).count() == 1


def test_a_row_that_fails_stops_nobody_else_and_ends_with_an_owner(world, lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit)
    keeper.stumbles_over = {1}
    told = {"snag": []}

    @hears(SnagFound, owner=lambda event: event.agency_id)
    def tell_somebody(event, *, at: dt.datetime) -> None:
        told["snag"].append((event.whose, event.agency_id))

    tells(1)
    tells(2)
    carry(clock)
    assert keeper.heard == [2]
    until_given_up(clock)
    snag = ChangeSnag.objects.get()
    assert (snag.event, snag.handler, snag.error_class) == (
        "lantern-lit",
        "referrals.listen",
        "ZeroDivisionError",
    )
    assert told["snag"] == [(Side.CHANGE, Agency.objects.get(slug="threshold").pk)]
    assert backlog(at=clock.now).given_up == 1
    assert backlog(at=clock.now).waiting == 0


def test_no_word_of_what_failed_is_kept(lantern_lit, tells, clock):
    """SAFETY: the text of an error quotes what somebody typed."""
    keeper = Keeper(lantern_lit)
    keeper.stumbles_over = {1}
    tells(1)
    until_given_up(clock)
    kept = [*Errand.objects.values(), *ChangeSnag.objects.values(), *Announcement.objects.values()]
    assert "ZeroDivisionError" in str(kept)
    assert "Sallow" not in str(kept)


def test_what_was_given_up_is_tried_again_when_its_owner_says_so(world, lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit)
    keeper.stumbles_over = {1}
    tells(1)
    until_given_up(clock)
    keeper.stumbles_over = set()
    hat = make_hat(world.service_manager.membership)
    with acting_as(hat):
        snags.retry(snags_of(hat).get(), by=hat, at=clock.now)
    carry(clock)
    assert keeper.heard == [1]
    snag = ChangeSnag.objects.get()
    assert (snag.outcome, snag.closed_by_id) == (Snag.Outcome.AGAIN, hat.worker_id)
    assert ChangeEntry.objects.filter(word="snag.retried", subjects=[snag.pk]).exists()
    with acting_as(hat), pytest.raises(snags.ClosedAlready):
        snags.close(snag, reason="Twice", by=hat, at=clock.now)


def test_a_row_that_kills_its_worker_is_given_up_too(lantern_lit, tells, clock):
    """Each try is counted before it begins: the worker that dies in it notes nothing afterwards."""
    Keeper(lantern_lit)
    tells(1)
    carrying.fan_out(at=clock.now)
    for _ in range(patience.MOST):
        clock.passes(seconds=11)
        assert carrying.begin(at=clock.now), "the lease of the one that was killed has run out"
        assert carrying.begin(at=clock.now) is None, "while it lasts, the row is not anybody else's"
    clock.passes(seconds=11)
    carry(clock)
    assert ChangeSnag.objects.get().error_class == carrying.KILLED


def test_a_try_that_was_overtaken_does_nothing(lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit)
    tells(1)
    clock.passes(seconds=1)
    carrying.fan_out(at=clock.now)
    slow = carrying.begin(at=clock.now)
    clock.passes(seconds=11)
    quick = carrying.begin(at=clock.now)
    carrying.attempt(slow, clock=clock)
    assert keeper.heard == []
    carrying.attempt(quick, clock=clock)
    carrying.attempt(quick, clock=clock)
    assert keeper.heard == [1]


def test_order_is_kept_about_one_subject_where_it_was_asked_for(lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit, line="lanterns")
    lantern = uuid4()
    keeper.stumbles_over = {1}
    tells(1, about=lantern)
    tells(2, about=lantern)
    tells(3)
    carry(clock)
    assert keeper.heard == [3], "the second waits for the first; the third is about another"
    keeper.stumbles_over = set()
    clock.passes(minutes=1)
    carry(clock)
    assert keeper.heard == [3, 1, 2]


def test_two_handlers_in_one_line_keep_its_order(lantern_lit, tells, clock):
    """Opened, then spoken with: whoever hears of both hears of them in that order."""
    first, second = Keeper(lantern_lit, line="lanterns"), SecondKeeper(lantern_lit, line="lanterns")
    first.stumbles_over = {1}
    lantern = uuid4()
    tells(1, about=lantern)
    tells(2, about=lantern)
    carry(clock)
    assert (first.heard, second.heard) == ([], [1])
    first.stumbles_over = set()
    clock.passes(minutes=1)
    carry(clock)
    assert (first.heard, second.heard) == ([1, 2], [1, 2])


def test_what_was_given_up_lets_the_next_about_its_subject_pass(lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit, line="lanterns")
    lantern = uuid4()
    keeper.stumbles_over = {1}
    tells(1, about=lantern)
    tells(2, about=lantern)
    until_given_up(clock)
    assert keeper.heard == [2]


def test_words_that_this_version_does_not_know_wait_for_one_that_does(lantern_lit, tells, clock):
    keeper = Keeper(lantern_lit)
    tells(1)
    known = EVENTS._items.pop("lantern-lit")
    carry(clock)
    assert keeper.heard == []
    assert backlog(at=clock.now).since is not None
    EVENTS.add(known)
    carry(clock)
    assert keeper.heard == [1]


def test_a_handler_that_is_gone_ends_with_a_snag_and_not_in_silence(lantern_lit, tells, clock):
    Keeper(lantern_lit)
    tells(1)
    carrying.fan_out(at=clock.now)
    del HANDLERS._items["referrals.listen"]
    until_given_up(clock)
    assert ChangeSnag.objects.get().error_class == "Unknown"
