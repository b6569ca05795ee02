"""Something to do on a case: set, given, late, done; and who is never given any."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from referrals.models import Case, Handover, Referral, RestrictedListing, Restriction, Task
from tests.referrals.on_file import ahead, day_of
from tests.referrals.test_allocate import chooses
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_handover import offers
from tests.referrals.test_restricted import names, restricts
from tests.referrals.test_triage import drafted, text
from tests.world import agree_on_handovers


pytestmark = pytest.mark.usefixtures("noted")


@pytest.fixture
def case(world) -> Case:
    agree_on_handovers()
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def sets(person, case, words="Ring the court.", *, to=None, days=2, **changes):
    fields = {"words": words, "worker": str((to or person).worker.pk)} | day_of("due_on", ahead(days))
    return person.sends("referrals:set_task", case.pk, **drafted(**(fields | changes)))


def ends(person, task, ending="done", **said):
    return person.sends(
        "referrals:end_task", task.case_id, **drafted(which=str(task.pk), ending=ending, **said)
    )


def told(kind: str) -> set:
    carry()
    waiting = ChangeNotice.objects.filter(kind_slug=kind, acknowledged_at=None)
    return {(each.role_slug, each.worker_id) for each in waiting}


def read(person, case, page="case") -> str:
    return text(person.opens(f"referrals:{page}", case.pk))


def test_something_to_do_stands_on_the_case_and_in_ones_own_list_until_it_is_done(world, case):
    me, other = world.caseworker, world.second_caseworker
    assert "Nobody set you anything to do" in text(me.opens("referrals:to_do"))
    assert sets(me, case).status_code == 302
    assert sets(me, case, "Find an interpreter.", to=other, days=1).status_code == 302
    case.refresh_from_db()
    assert (case.also_due, timezone.localdate(case.also_due_at)) == ("Something to do", ahead(1))
    page = read(other, case)
    assert "Ring the court." in page
    assert other.worker.full_name in page
    mine = text(me.opens("referrals:to_do"))
    assert "Ring the court." in mine
    assert "Find an interpreter." not in mine
    assert told("task-given") == {("caseworker", other.worker.pk)}

    given = Task.objects.get(worker=other.worker)
    led = other.opens("referrals:task", given.pk)
    assert led.headers["Location"].endswith(f"/to-do/done/?which={given.pk}")
    assert "Say why it is not needed" in text(ends(other, given, "not_needed"))
    assert ends(other, given, "not_needed", words="Speaks English.").status_code == 302
    assert told("task-given") == set()
    assert "Select a valid choice" in text(ends(me, given))
    assert "Speaks English." in read(me, case, "set_task")
    assert other.opens("referrals:task", given.pk).headers["Location"].endswith("/to-do/")
    ends(me, Task.objects.get(ending=""), words="On Monday.")
    assert "There is nothing to do" in read(me, case, "end_task")
    assert "To do: none recorded" in read(me, case)
    for changes, message in (
        ({"words": ""}, "Enter what there is to do"),
        ({"days": -1}, "today or later"),
        ({"to": world.facilitator}, "Select a valid choice"),
    ):
        assert message in text(sets(me, case, **changes))
    assert Task.objects.count() == 2


def test_what_is_late_is_told_and_goes_along_with_the_case(world, case):
    me, other = world.caseworker, world.second_caseworker
    sets(me, case)
    sets(me, case, "Read the file.", to=other)
    loads = text(me.opens("referrals:allocate"))
    assert loads.count("To do") >= 2
    later = timezone.now() + dt.timedelta(days=4)
    carry(clock=lambda: later)
    assert told("task-late") == {("caseworker", me.worker.pk), ("caseworker", other.worker.pk)}
    chooses(other, [case], other, step="move")
    assert set(Task.objects.values_list("worker", flat=True)) == {other.worker.pk}
    carry(clock=lambda: later + dt.timedelta(hours=1))
    assert told("task-late") == {("caseworker", other.worker.pk)}
    assert "Still to do by" in read(other, case, "hand_over")
    closing = {"ending": "moved_away", "reason": "Moved to Wales."}
    assert "Choose how it ended" in text(other.sends("referrals:close", case.pk, **drafted(**closing)))
    one, two = Task.objects.all()
    answered = {f"ending-{one.pk}": "done", f"ending-{two.pk}": "not_needed"}
    assert other.sends("referrals:close", case.pk, **drafted(**closing, **answered)).status_code == 302
    assert set(Task.objects.values_list("ending", "ended_words")) == {
        ("done", "Moved to Wales."),
        ("not_needed", "Moved to Wales."),
    }
    assert told("task-late") == set()
    assert "This case is over" in text(sets(other, case))


def test_whoever_takes_the_case_on_ends_what_there_was_to_do(world, case):
    sets(world.caseworker, case)
    offers(world.caseworker, case)
    world.caseworker_at_bridge.sends("referrals:take", Handover.objects.get().pk)
    assert Task.objects.get().ending == "taken_on"
    assert "another provider took the case on" in read(world.caseworker, case, "set_task")


def test_nobody_who_is_shut_out_is_given_any(world, case):
    other = world.second_caseworker
    hat = make_hat(other.membership)
    sets(world.caseworker, case, to=other)
    with acting_as(hat):
        person = {"given_names": "Darnell", "family_name": "Kestrel"}
        declare_conflict(**person, date_of_birth="", kind="friend", by=hat, at=timezone.now())
    assert "Ask a safeguarding lead" in text(sets(world.caseworker, case, to=other))
    assert "Ring the court." not in text(other.opens("referrals:to_do"))
    assert other.opens("referrals:task", Task.objects.get().pk).status_code == 404


def test_of_a_restricted_case_those_named_alone(world, case):
    sets(world.caseworker, case)
    restricts(world.safeguarding_lead, case.referral)
    names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
    assert "Ring the court." not in text(world.caseworker.opens("referrals:to_do"))
    assert "Ring the court." in read(world.caseworker, case)
    assert "Select a valid choice" in text(sets(world.caseworker, case, to=world.second_caseworker))
    assert sets(world.caseworker, case, days=0).status_code == 302
    assert RestrictedListing.objects.get(user=world.caseworker.worker).next_action == "Something to do"
    carry(clock=lambda: timezone.now() + dt.timedelta(days=4))
    assert told("task-late") == {("safeguarding-lead", None)}
    assert world.second_caseworker.opens("referrals:set_task", case.pk).status_code == 404
