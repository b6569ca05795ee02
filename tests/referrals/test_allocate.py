"""Giving cases to a colleague: with everybody's load in view, looked at before anything moves, and never to
whoever knows the person."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.accounts import end_place
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.actions.keeping import record_absence
from chrysalis.notices.models import ChangeNotice
from chrysalis.notices.recipients import Recipient
from referrals.actions import judging
from referrals.actions.reading import open_case
from referrals.models import Case, Referral, Step
from tests.referrals.test_custody_referral import refers


def accepted(world, **changes) -> Case:
    before = set(Referral.objects.values_list("pk", flat=True))
    refers(world.sergeant, **changes)
    referral = Referral.objects.exclude(pk__in=before).get()
    world.caseworker.sends("referrals:accept", referral.pk)
    return Case.objects.get(referral=referral)


@pytest.fixture
def three(world) -> list[Case]:
    other = {"pnc_id": "", "telephone": ""}
    return [
        accepted(world),
        accepted(world, family_name="Windrush", given_names="Piotr", **other),
        accepted(world, family_name="Alderfly", given_names="Tam", **other),
    ]


def chooses(person, cases, to, *, step: str = "", reason: str = "On leave until March", **more):
    fields = {"draft": str(uuid.uuid4()), "cases": [str(case.pk) for case in cases], "reason": reason}
    return person.sends("referrals:allocate", to=str(to.worker.pk), step=step, **(fields | more))


def owner_of(case: Case):
    case.refresh_from_db()
    return case.allocated_worker_id


def test_several_are_looked_at_first_and_then_move_and_each_says_so(world, three):
    over = three[2]
    ends = {"ending": "moved_away", "reason": "Found work."}
    world.caseworker.sends("referrals:close", over.pk, draft=str(uuid.uuid4()), **ends)
    second = world.second_caseworker
    loads = second.opens("referrals:allocate").content.decode()
    assert f"?of={world.caseworker.worker.pk}" in loads
    theirs = second.opens("referrals:allocate", of=str(world.caseworker.worker.pk)).content.decode()
    assert "Kestrel, Darnell" in theirs
    assert over.reference not in theirs
    assert f"{second.worker.full_name}: 0 open cases, 0 high" in theirs
    check = chooses(second, three, second).content.decode()
    assert "It is over." in check
    assert check.count("Moves") == 2
    assert owner_of(three[0]) == world.caseworker.worker.pk, "nothing has moved yet"
    key = str(uuid.uuid4())
    for _ in range(2):  # a double click is one
        assert chooses(second, three, second, step="move", draft=key).status_code == 302
    for case in three[:2]:
        assert owner_of(case) == second.worker.pk
        page = world.caseworker.opens("referrals:case", case.pk).content.decode()
        assert "Given to a colleague" in page
        assert "On leave until March" in page
    assert owner_of(over) == world.caseworker.worker.pk
    assert Step.objects.filter(transition="allocate").count() == 2
    assert ChangeEntry.objects.filter(word="case.allocated").count() == 2
    assert "They have it already." in chooses(second, three[:1], second).content.decode()


def test_one_is_given_from_its_page_and_the_colleague_is_told(world, three):
    case = three[0]
    assert f"?case={case.pk}" in world.caseworker.opens("referrals:case", case.pk).content.decode()
    page = world.caseworker.opens("referrals:allocate", case=str(case.pk)).content.decode()
    assert "checked" in page
    assert "Windrush" not in page
    chooses(world.caseworker, [case], world.second_caseworker, step="move")
    carry()
    told = ChangeNotice.objects.get(kind_slug="case-given")
    assert (told.worker_id, told.subject_id) == (world.second_caseworker.worker.pk, case.pk)


def test_the_load_tells_high_and_late_and_who_is_away_or_has_left(world, three):
    by, at, today = make_hat(world.caseworker.membership), timezone.now(), timezone.localdate()
    with acting_as(by):
        open_case(three[0], by=by, at=at)
        said = {"imminence": "weeks", "basis": "judgement", "reason": "Followed home.", "review_on": None}
        judging.set_grade(three[0], level="high", **said, by=by, at=at)
    Case.objects.filter(pk=three[0].pk).update(grade_review_on=today - dt.timedelta(days=1))
    page = world.second_caseworker.opens("referrals:allocate", of=str(world.caseworker.worker.pk))
    assert f"{world.caseworker.worker.full_name}: 3 open cases, 1 high" in page.content.decode()
    who = Recipient(by.agency_id, by.role_slug, by.worker_id)
    with acting_as(by):
        cover = world.second_caseworker.worker.pk
        record_absence(who, cover=cover, from_on=today, until_on=today, by=by, at=at)
    assert "Away today" in world.second_caseworker.opens("referrals:allocate").content.decode()
    keeper = make_hat(world.administrator.membership)
    place = world.caseworker.membership
    end_place(place, seen_version=place.version, by=keeper, at=at)
    gone = world.second_caseworker.opens("referrals:allocate").content.decode()
    assert "Takes no cases here now" in gone
    refused = chooses(world.second_caseworker, three[:1], world.caseworker)
    assert refused.status_code == 200
    assert owner_of(three[0]) == world.caseworker.worker.pk


def test_nobody_is_given_whom_they_know_and_nothing_moves_that_may_not_be_seen(world, three):
    hat = make_hat(world.second_caseworker.membership)
    with acting_as(hat):
        declare_conflict(
            given_names="Darnell", family_name="Kestrel", date_of_birth="1991-03-27", kind="relative",
            by=hat, at=timezone.now(),
        )  # fmt: skip
    check = chooses(world.caseworker, three[:1], world.second_caseworker).content.decode()
    assert "This case cannot go to them" in check
    assert "Nothing of this can move" in check
    chooses(world.caseworker, three[:2], world.second_caseworker, step="move")
    assert owner_of(three[0]) == world.caseworker.worker.pk
    assert owner_of(three[1]) == world.second_caseworker.worker.pk
    theirs = world.second_caseworker.opens("referrals:allocate", case=str(three[0].pk)).content.decode()
    assert "Kestrel" not in theirs
    elsewhere = world.caseworker_elsewhere.opens("referrals:allocate", case=str(three[0].pk)).content.decode()
    assert "Kestrel" not in elsewhere
    assert chooses(world.caseworker_elsewhere, three[1:], world.caseworker_elsewhere).status_code == 200
    assert world.caseworker.opens("referrals:allocate", of="nonsense").status_code == 200
