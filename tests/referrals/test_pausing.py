"""The clock of a referral stands still until a day, for a reason; and a manager agrees that it is longer."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from chrysalis.ui.templatetags.ui import day
from chrysalis.working_days import working_days_between
from referrals.actions.pausing import opens_on
from referrals.models import Case, Pause, PauseReason, Question, Referral, Restriction
from tests.referrals.on_file import ahead, day_of
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_restricted import names, restricts
from tests.referrals.test_triage import asks, drafted, text


pytestmark = pytest.mark.usefixtures("noted")


@pytest.fixture
def referral(world) -> Referral:
    refers(world.sergeant)
    return Referral.objects.get()


def pauses(person, referral, days=9, **changes):
    fields = {"reason": "hospital", "words": "The ward rang."} | day_of("until_on", ahead(days)) | changes
    return person.sends("referrals:pause", referral.pk, **drafted(**fields))


def due_on(referral) -> dt.date:
    referral.refresh_from_db()
    return timezone.localdate(referral.first_contact_due_at)


def test_the_clock_stands_still_until_a_day_and_goes_on_by_itself(world, referral):
    was = due_on(referral)
    for changes, message in (
        ({"days": 0}, "must be after today"),
        ({"days": 400}, "more than half a year away"),
        ({"reason": ""}, "Choose why the clock stands still"),
        ({"words": ""}, "Enter what you know of it"),
    ):
        assert message in text(pauses(world.caseworker, referral, **changes))
    assert pauses(world.caseworker, referral).status_code == 302
    stood = working_days_between(timezone.localdate(), ahead(9), nation="england")
    assert working_days_between(was, due_on(referral), nation="england") == stood
    until = f"Paused until {ahead(9):%A} {ahead(9).day} {ahead(9):%B}: In hospital"
    assert until in text(world.caseworker.opens("referrals:inbox"))
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    assert until in page
    assert "The ward rang." in page
    assert "Received" in text(world.sergeant.opens("referrals:sent"))
    assert "stands still already" in text(pauses(world.second_caseworker, referral))

    assert world.second_caseworker.sends("referrals:go_on", referral.pk).status_code == 302
    assert due_on(referral) == was
    assert "Paused until" not in text(world.caseworker.opens("referrals:inbox"))
    world.caseworker.sends("referrals:go_on", referral.pk)
    assert Pause.objects.get().ended_by == world.second_caseworker.worker
    # By itself: once its day has come, the same columns say when first contact is due.
    pauses(world.caseworker, referral, 1)
    Referral.objects.update(paused_until=timezone.now() - dt.timedelta(minutes=1))
    assert "Paused until" not in text(world.caseworker.opens("referrals:inbox"))
    for stranger in (world.caseworker_elsewhere, world.caseworker_at_bridge):
        assert pauses(stranger, referral).status_code == 404
        assert stranger.sends("referrals:go_on", referral.pk).status_code == 404


def test_for_longer_a_manager_agrees_who_reads_no_referral(world, referral):
    assert pauses(world.caseworker, referral, 40, reason="court").status_code == 302
    asked = Pause.objects.get()
    assert (asked.until_on, asked.wanted_until_on) == (ahead(14), ahead(40))
    carry()
    told = ChangeNotice.objects.get(kind_slug="pause-asked")
    assert told.role_slug == "service-manager"
    page = text(world.service_manager.opens("referrals:agree_pause", asked.pk))
    assert "Proceedings come first" in page
    assert "Kestrel" not in page
    assert "A manager has not answered" in text(world.caseworker.opens("referrals:referral", referral.pk))
    yes = drafted(agrees="yes", remark="Ring the court again in May.")
    assert world.service_manager_elsewhere.sends("referrals:agree_pause", asked.pk, **yes).status_code == 404
    assert world.service_manager.sends("referrals:agree_pause", asked.pk, **yes).status_code == 302
    referral.refresh_from_db()
    assert referral.paused_until == opens_on(ahead(40))
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "Agreed" in page
    assert "Ring the court again in May." in page
    assert "needs no answer any more" in text(world.service_manager.opens("referrals:agree_pause", asked.pk))
    assert "answered this already" in text(
        world.service_manager.sends("referrals:agree_pause", asked.pk, **drafted(agrees="no"))
    )
    carry()
    assert ChangeNotice.objects.get(kind_slug="pause-asked").acknowledged_at
    # What was paused before counts: a day at a time is left, while a manager is asked.
    world.caseworker.sends("referrals:go_on", referral.pk)
    Pause.objects.update(at=timezone.now() - dt.timedelta(days=20))
    Pause.objects.update(ended_at=timezone.now())
    assert day(ahead(1)) in text(world.caseworker.opens("referrals:pause", referral.pk))
    pauses(world.caseworker, referral, 5)
    no = drafted(agrees="no")
    again = Pause.objects.get(wanted_until_on=ahead(5))
    world.service_manager.sends("referrals:agree_pause", again.pk, **no)
    referral.refresh_from_db()
    assert referral.paused_until == opens_on(ahead(1))
    assert "Not agreed" in text(world.caseworker.opens("referrals:referral", referral.pk))


def test_asking_the_sender_and_deciding_end_what_was_asked_for(world, referral):
    was = referral.first_contact_due_at
    pauses(world.caseworker, referral, 40)
    asks(world.caseworker, referral)
    assert Question.objects.get().due_at == was
    assert Pause.objects.get().ended_at
    world.caseworker.sends("referrals:resume", referral.pk, **drafted(words="They rang."))
    pauses(world.caseworker, referral, 40)
    world.caseworker.sends("referrals:accept", referral.pk)
    assert timezone.localdate(Case.objects.get().next_due_at) > ahead(13)
    carry()
    assert all(each.acknowledged_at for each in ChangeNotice.objects.filter(kind_slug="pause-asked"))
    asked = Pause.objects.get(ended_at=None)
    late = world.service_manager.sends("referrals:agree_pause", asked.pk, **drafted(agrees="yes"))
    assert "the referral was decided on" in text(late)


def test_what_is_restricted_is_paused_within_the_days_and_no_manager_reads_of_it(world, referral):
    pauses(world.caseworker, referral, 40)
    restricts(world.safeguarding_lead, referral.reference)
    names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
    asked = Pause.objects.get()
    assert world.service_manager.opens("referrals:agree_pause", asked.pk).status_code == 404
    world.caseworker.sends("referrals:go_on", referral.pk)
    assert "can be paused until" in text(pauses(world.caseworker, referral, 40))
    assert pauses(world.caseworker, referral, 3).status_code == 302


def test_the_scheme_calls_its_reasons_what_it_will(world, referral):
    shown = dict(PauseReason.choices) | {f"seen-{reason}": "0" for reason in PauseReason.values}
    words = drafted(**(shown | {"hospital": "On a ward"}))
    saved = world.administrator.sends("referrals:word_pauses", referral.scheme_id, **words)
    assert saved.status_code == 302
    assert "On a ward" in text(world.caseworker.opens("referrals:pause", referral.pk))
