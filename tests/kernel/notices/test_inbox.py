"""The inbox: each sees what is meant for the own role, or for them alone, and answers it."""

import uuid

import pytest
from django.db import ProgrammingError, transaction

from chrysalis.access.context import acting_as, as_system
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.notices import queries
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from referrals.models import Referral
from tests import eye
from tests.kernel.notices.conftest import text
from tests.referrals.test_custody_referral import refers


def test_everybody_in_a_role_reads_it_and_one_answers(world, kinds, tells):
    notice = tells.role(kinds.referral, "threshold", "caseworker")
    for person in (world.caseworker, world.second_caseworker):
        assert "A lantern came in" in text(person.opens("notices:notices"))
    page = text(world.caseworker.opens("notices:notice", notice.pk))
    assert "Pick it up." in page
    assert "18 November 2026 at 14:00" in page

    answered = world.caseworker.sends("notices:acknowledge", key=str(notice.pk))
    assert answered.headers["Location"] == "/notices/"
    assert "A lantern came in" not in text(world.second_caseworker.opens("notices:notices"))
    kept = text(world.second_caseworker.opens("notices:acknowledged"))
    assert "A lantern came in" in kept
    assert "Caseworker" in kept
    assert "Acknowledged by" in text(world.second_caseworker.opens("notices:notice", notice.pk))
    assert ChangeEntry.objects.filter(word="notice.acknowledged", subjects=[notice.pk]).count() == 1

    again = world.second_caseworker.sends("notices:acknowledge", key=[str(notice.pk), "not a key"])
    assert "somebody else may have been faster" in text(
        world.second_caseworker.get(again.headers["Location"])
    )
    notice.refresh_from_db()
    assert notice.acknowledged_by == world.caseworker.worker


def test_nobody_else_sees_it_or_answers_it(world, kinds, tells):
    ours = tells.role(kinds.referral, "threshold", "caseworker")
    mine = tells.one(kinds.referral, world.caseworker)
    slip = tells.role(kinds.slip, "haven", "link-worker")
    others = {
        ours: [world.caseworker_elsewhere, world.safeguarding_lead, world.sergeant, world.link_worker],
        mine: [world.second_caseworker, world.caseworker_elsewhere, world.administrator],
        slip: [world.caseworker, world.link_worker_elsewhere, world.safety_information_officer],
    }
    for notice, people in others.items():
        for person in people:
            assert person.opens("notices:notice", notice.pk).status_code == 404
            assert str(notice.pk) not in text(person.opens("notices:notices"))
            person.sends("notices:acknowledge", key=str(notice.pk))
            notice.refresh_from_db()
            assert notice.acknowledged_at is None
    for person, notice in ((world.caseworker, mine), (world.link_worker, slip)):
        assert person.opens("notices:notice", notice.pk).status_code == 200


def test_the_wall_holds_when_a_query_forgets_whose_it_is(world, kinds, tells):
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.one(kinds.referral, world.caseworker)
    tells.role(kinds.slip, "haven", "link-worker")
    for person, seen in ((world.caseworker, 2), (world.second_caseworker, 1), (world.safeguarding_lead, 0)):
        with acting_as(make_hat(person.membership)):
            assert ChangeNotice.objects.count() == seen
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                SafetyNotice.objects.count()
    with acting_as(make_hat(world.link_worker.membership)):
        assert SafetyNotice.objects.count() == 1


def test_no_page_can_tell_somebody_of_something(world, kinds, tells):
    """Only what runs after the commit, as the courier, raises a notice."""
    told = tells.role(kinds.slip, "haven", "link-worker")
    for person in (world.caseworker, world.link_worker, world.administrator):
        hat = make_hat(person.membership)
        with acting_as(hat), pytest.raises(ProgrammingError), transaction.atomic():
            raise_notice(kinds.slip, to=told.recipient, subject=uuid.uuid4(), at=tells.now)


def test_told_twice_of_one_event_it_is_one_notice(world, kinds, tells):
    event = uuid.uuid4()
    first = tells.role(kinds.slip, "haven", "link-worker", event=event)
    assert tells.role(kinds.slip, "haven", "link-worker", event=event) == first
    assert tells.role(kinds.slip, "lantern", "link-worker", event=event) != first
    assert SafetyNotice.objects.count() == 2


def test_the_header_counts_up_to_nine(world, kinds, tells):
    header = "to acknowledge</span></strong>"
    assert header not in text(world.link_worker.opens("home"))
    for _ in range(2):
        tells.role(kinds.slip, "haven", "link-worker")
    assert f'2<span class="govuk-visually-hidden"> {header}' in text(world.link_worker.opens("home"))
    for _ in range(8):
        tells.role(kinds.slip, "haven", "link-worker")
    assert f'9+<span class="govuk-visually-hidden"> {header}' in text(world.link_worker.opens("home"))
    assert header not in text(world.link_worker_elsewhere.opens("home"))


def test_what_is_overdue_comes_first_and_says_so(world, kinds, tells):
    late = tells.role(kinds.slip, "haven", "link-worker")
    tells.pass_until("2026-11-18 13:30")
    tells.role(kinds.threat, "haven", "link-worker")
    tells.pass_until("2026-11-18 14:15")
    page = text(world.link_worker.opens("notices:notices"))
    assert page.index("A pebble came in</a>") < page.index("A bell rang</a>")
    assert "Overdue" in page
    world.link_worker.sends("notices:acknowledge", key=str(late.pk))
    assert "Overdue" not in text(world.link_worker.opens("notices:notices"))


def test_all_shown_of_a_kind_are_answered_at_once(world, kinds, tells):
    slips = [tells.role(kinds.slip, "haven", "link-worker") for _ in range(3)]
    threat = tells.role(kinds.threat, "haven", "link-worker")
    assert "Acknowledge all shown" not in text(world.link_worker.opens("notices:notices"))
    page = text(world.link_worker.opens("notices:notices", kind="test-slip"))
    assert "Acknowledge all shown" in page
    assert all(f'value="{slip.pk}"' in page for slip in slips)
    assert f'value="{threat.pk}"' not in page
    assert "A lantern came in" not in page  # not even as a choice: it is a kind of the other side
    done = world.link_worker.sends("notices:acknowledge", key=[str(slip.pk) for slip in slips])
    assert "3 notices acknowledged." in text(world.link_worker.get(done.headers["Location"]))
    with acting_as(make_hat(world.link_worker.membership)):
        assert [each.pk for each in queries.waiting(make_hat(world.link_worker.membership))] == [threat.pk]
    assert SafetyEntry.objects.get(word="safety-notice.acknowledged").subjects


def test_the_link_is_there_for_those_who_may_open_the_thing(world, kinds, tells):
    refers(world.sergeant)
    referral = Referral.objects.get()
    here = tells.role(kinds.referral, "threshold", "caseworker", subject=referral.pk)
    gone = tells.role(kinds.referral, "threshold", "caseworker")
    page = text(world.caseworker.opens("notices:notice", here.pk))
    assert f'href="/referrals/{referral.pk}/"' in page
    assert "Open the referral" in page
    assert "You cannot open what this is about" in text(world.caseworker.opens("notices:notice", gone.pk))


def test_what_was_seen_to_needs_no_answer(world, kinds, tells):
    notice = tells.role(kinds.slip, "haven", "link-worker")
    with as_system("courier"):
        assert settle_notices(kinds.slip, subject=notice.subject_id, at=tells.now) == 1
        assert settle_notices(kinds.slip, subject=notice.subject_id, at=tells.now) == 0
    assert "It was seen to" in text(world.link_worker.opens("notices:acknowledged"))
    assert "Nothing to acknowledge" in text(world.link_worker.opens("notices:notices"))


def test_nobody_without_a_hat_is_asked_for_a_number(client, db):
    with eye.closed():
        assert client.get("/sign-in/").status_code == 200
