"""The provider is told that a referral came in, until somebody takes it."""

from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from referrals.models import Referral
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_restricted import refers_an_officer


def inbox(person) -> str:
    return person.opens("notices:notices").content.decode()


def test_the_caseworkers_are_told_and_accepting_it_answers_the_notice(world):
    refers(world.sergeant)
    carry()
    assert "A referral came in" in inbox(world.caseworker)
    assert "A referral came in" not in inbox(world.caseworker_elsewhere)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    carry()
    notice = ChangeNotice.objects.get()
    assert notice.acknowledged_by == world.caseworker.worker


def test_two_referrals_are_two_notices_however_often_the_worker_looks(world):
    refers(world.sergeant)
    refers(world.sergeant)
    carry()
    carry()
    assert ChangeNotice.objects.count() == Referral.objects.count() == 2


def test_of_a_restricted_one_the_leads_are_told_and_no_caseworker(world):
    """SAFETY: among the caseworkers may be the one from whom it is hidden."""
    refers_an_officer(world.sergeant)
    carry()
    assert "A restricted referral came in" in inbox(world.safeguarding_lead)
    assert "referral came in" not in inbox(world.caseworker)
