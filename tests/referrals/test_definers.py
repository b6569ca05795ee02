"""The functions of the database that move another agency's rows: called as somebody would who means harm, and
by two at once."""

import datetime as dt
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from chrysalis.access import walls
from chrysalis.access.context import acting_as
from chrysalis.access.database import database_role
from chrysalis.access.hat import Hat
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.workflow import NotNow
from referrals import definers
from referrals.actions import asking_sender, handing_over
from referrals.actions.moving import say_all_begun
from referrals.actions.reading import open_case, open_referral
from referrals.models import Case, Handover, Question, Referral, ReferralStatus, Step
from tests.architecture.test_pooled import copied as copied
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_handover import agreement as agreement
from tests.referrals.test_handover import case as case
from tests.referrals.test_handover import handover as handover
from tests.referrals.test_handover import offers
from tests.referrals.test_restricted import restricts
from tests.referrals.test_triage import asks
from tests.referrals.test_triage import reference as reference
from tests.referrals.test_triage import referral as referral
from tests.world import Person, World, agree_on_handovers


DAY = dt.timedelta(days=1)


@contextmanager
def as_(person: Person) -> Iterator[Hat]:
    hat = make_hat(person.membership)
    with acting_as(hat):
        yield hat


@pytest.fixture
def question(world, referral) -> Question:
    asks(world.caseworker, referral)
    return Question.objects.get()


class TestTheClock:
    def test_only_the_agency_that_was_asked_sets_it_going_and_once(self, world, question):
        at = timezone.now()
        for person, is_heard in [
            (world.sergeant_elsewhere, False),
            (world.sergeant, True),
            (world.sergeant, False),
        ]:
            with as_(person):
                heard = definers.go_on_with_referral(question.pk, at=at, due_at=question.due_at)
            assert heard is is_heard

    @pytest.mark.parametrize("off", [dt.timedelta(days=400), -DAY, None])
    def test_it_is_not_put_off_for_ever_nor_brought_forward(self, world, question, off):
        due_at = question.due_at + off if off else None
        with as_(world.sergeant):
            assert not definers.go_on_with_referral(question.pk, at=timezone.now(), due_at=due_at)
        question.refresh_from_db()
        assert question.closed_at is None

    def test_nobody_answers_before_it_was_asked(self, world, question):
        at = question.asked_at - DAY
        with as_(world.sergeant):
            assert not definers.go_on_with_referral(question.pk, at=at, due_at=question.due_at)

    def test_a_referral_that_does_not_wait_for_it_keeps_its_word(self, world, question):
        Referral.objects.update(state="received", paused_at=None)
        ReferralStatus.objects.update(word="accepted")
        with as_(world.sergeant):
            definers.go_on_with_referral(question.pk, at=timezone.now(), due_at=question.due_at)
        assert ReferralStatus.objects.get().word == "accepted"


class TestAHandover:
    def takes(self, person: Person, handover: Handover, *, at: dt.datetime | None = None) -> bool:
        with as_(person):
            return definers.end_leg_handed_over(handover.pk, step_id=uuid.uuid4(), at=at or timezone.now())

    def returns(self, person: Person, handover: Handover, *, after: dt.timedelta = DAY) -> bool:
        at = timezone.now()
        with as_(person):
            return definers.leg_comes_back(handover.pk, at=at, due_at=at + after)

    def test_only_the_receiver_ends_the_leg_and_not_before_it_was_offered(self, world, handover):
        for stranger in (world.caseworker, world.caseworker_elsewhere):
            assert not self.takes(stranger, handover)
            assert not self.returns(stranger, handover)
        bridge = world.caseworker_at_bridge
        assert not self.takes(bridge, handover, at=handover.offered_at - DAY)
        assert self.takes(bridge, handover)
        assert not self.takes(bridge, handover)
        assert not self.returns(bridge, handover)

    @pytest.mark.parametrize("after", [-DAY, 100 * DAY])
    def test_what_is_due_at_the_giver_is_due_soon(self, world, handover, after):
        assert not self.returns(world.caseworker_at_bridge, handover, after=after)
        assert self.returns(world.caseworker_at_bridge, handover)

    def test_of_a_restricted_case_nothing_moves(self, world, case, handover):
        restricts(world.safeguarding_lead, case.reference)
        assert not self.takes(world.caseworker_at_bridge, handover)
        assert not self.returns(world.caseworker_at_bridge, handover)
        case.refresh_from_db()
        assert case.state == "assessment"

    def test_the_log_names_the_leg_that_ended(self, world, case, handover):
        world.caseworker_at_bridge.sends("referrals:take", handover.pk)
        assert case.pk in ChangeEntry.objects.get(word="handover.taken").subjects


class TestARegister:
    def test_it_begins_cases_of_the_own_agency_alone(self, world, case):
        for stranger in (world.caseworker_elsewhere, world.caseworker_at_bridge):
            with as_(stranger):
                assert definers.legs_begin([case.pk], step_ids=[uuid.uuid4()], at=timezone.now()) == []
        Case.objects.update(is_restricted=True)
        with as_(world.facilitator):
            assert definers.legs_begin([case.pk], step_ids=[uuid.uuid4()], at=timezone.now()) == []
        assert not Step.objects.filter(transition="begin").exists()

    def test_somebody_named_twice_begins_once(self, world, case):
        keys = [uuid.uuid4(), uuid.uuid4()]
        with as_(world.facilitator):
            assert definers.legs_begin([case.pk, case.pk], step_ids=keys, at=timezone.now()) == [case.pk]
        step = Step.objects.get(transition="begin")
        assert (step.source, step.by) == ("assessment", world.facilitator.worker)

    def test_the_log_names_those_who_began_and_nobody_else(self, world, case):
        asked = [case.pk, uuid.uuid4()]
        for _ in range(2):
            with as_(world.facilitator) as hat:
                say_all_begun(asked, by=hat, at=timezone.now())
        assert ChangeEntry.objects.get(word="case.begun").subjects == [case.pk]


MAY_CALL = {
    "go_on_with_referral": {"referrer"},
    "end_leg_handed_over": {"casework"},
    "leg_comes_back": {"casework"},
    "legs_begin": {"casework", "facilitator", "named"},
    "documents_go_along": {"referrer"},
}


@pytest.mark.django_db
def test_nobody_else_may_call_them():
    with connection.cursor() as cursor:
        for name, personas in MAY_CALL.items():
            for persona in (*walls.personas(), "app"):
                cursor.execute(
                    "SELECT has_function_privilege(%s, oid, 'EXECUTE') FROM pg_proc WHERE proname = %s",
                    [database_role(persona), name],
                )
                assert cursor.fetchall() == [(persona in personas,)], (name, persona)


@pytest.mark.django_db
def test_nobody_puts_a_function_of_their_own_where_ours_are_looked_for():
    """SAFETY: what runs with its maker's rights looks in `public`: whoever creates there could stand in."""
    with connection.cursor() as cursor:
        for persona in (*walls.personas(), "app"):
            cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [database_role(persona)])
            assert cursor.fetchone() == (False,), persona


class TestTwoAtOnce:
    """The first holds what the second waits for; neither waits for ever, and the second finds it answered."""

    def test_the_sender_answers_while_triage_writes_down_what_came_by_telephone(self, copied):
        world = World()
        referral = self.referred(world)
        asks(world.caseworker, referral)
        question = self.seen(world.sergeant, Question, referral_id=referral.pk)

        def by_telephone(hat: Hat, wait: Callable[[], None]) -> None:
            Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
            open_referral(referral, by=hat, at=timezone.now())
            wait()
            asking_sender.resume(referral, words="Evenings.", by=hat, at=timezone.now())

        def in_writing(hat: Hat) -> None:
            asking_sender.answer(
                Question.objects.get(pk=question.pk), words="Evenings.", by=hat, at=timezone.now()
            )

        assert both(world.caseworker, by_telephone, world.sergeant, in_writing) is NotNow

    def test_one_takes_what_the_other_takes_back(self, copied):
        world = World()
        agree_on_handovers()
        referral = self.referred(world)
        world.caseworker.sends("referrals:accept", referral.pk)
        case = self.seen(world.caseworker, Case, referral_id=referral.pk)
        offers(world.caseworker, case)
        offered = self.seen(world.caseworker_at_bridge, Handover, from_case_id=case.pk)

        def takes_back(hat: Hat, wait: Callable[[], None]) -> None:
            open_case(case, by=hat, at=timezone.now())
            Handover.objects.select_for_update(of=("self",)).get(pk=offered.pk)
            wait()
            handing_over.withdraw(Handover.objects.get(pk=offered.pk), by=hat, at=timezone.now())

        def takes(hat: Hat) -> None:
            handing_over.take(offered, by=hat, at=timezone.now())

        assert both(world.caseworker, takes_back, world.caseworker_at_bridge, takes) is NotNow

    def referred(self, world: World) -> Referral:
        refers(world.sergeant)
        return self.seen(world.caseworker, Referral)

    def seen(self, person: Person, model: type, **where: object):
        """As the person sees it; the newest, in a database that keeps what was there before."""
        with as_(person):
            return model.objects.filter(**where).last()


def both(
    one: Person, first: Callable[..., None], other: Person, second: Callable[[Hat], None]
) -> type[Exception] | None:
    """What the second meets with who comes while the first is at it."""
    met: list[type[Exception]] = []

    def run() -> None:
        try:
            with as_(other) as hat:
                second(hat)
        except (NotNow, OperationalError) as error:
            met.append(type(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)

    def wait() -> None:
        thread.start()
        _until_somebody_waits()

    with as_(one) as hat:
        first(hat, wait)
    thread.join(60)
    return met[0] if met else None


def _until_somebody_waits() -> None:
    asked = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
    for _ in range(200):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone() == (True,):
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits.")
