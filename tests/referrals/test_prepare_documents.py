"""Documents with a referral in parts: added where it is checked, gone along whoever sends it."""

import pytest

from partners.models import Slip, SlipDocument
from referrals.models import Referral, ReferralDocument, UnsentReferral
from tests.kernel.attachments.files import pdf
from tests.referrals.sending import checks, document, quick_and_empty
from tests.referrals.test_prepare import AGREES, PERSON, saves, second, starts, writes
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted", quick_and_empty.__name__)
__all__ = ["second"]


def adds(person, key, body=None, **changes):
    return person.sends("referrals:check_unsent", key, attach="1", **document(body, **changes))


def test_documents_are_added_at_the_check_and_go_along_whoever_sends_it(world, second):
    person, key = world.social_worker, starts(world.social_worker)
    writes(person, key)
    assert "Documents (optional)" in text(person.opens("referrals:check_unsent", key))
    nothing = text(person.sends("referrals:check_unsent", key, attach="1"))
    for said in ("Error: Check and send", "Choose the document", "Keeps the bank cards."):
        assert said in nothing
    unanswered = text(adds(person, key, names=""))
    assert "Choose whether it names or describes anyone harmed" in unanswered
    assert "Report of the conference" in unanswered, "what else was written stays"

    added = adds(person, key)
    page = text(person.get(added.headers["Location"]))
    for said in ("Taken at", "Report of the conference", "Being checked"):
        assert said in page
    assert "Maren Alder" not in page
    assert adds(person, key, title="Medical report", names="not_sure").status_code == 302
    adds(person, key, pdf(password="kestrel"), title="Minutes of March")
    checks()
    page = text(person.opens("referrals:check_unsent", key))
    assert "The PDF is locked with a password" in page
    assert "Medical report" not in page
    back = ReferralDocument.objects.get(title="Minutes of March")
    person.sends("referrals:check_unsent", key, take_back=str(back.pk))
    assert "Minutes of March" not in text(person.opens("referrals:check_unsent", key))
    assert not Referral.objects.exists()

    page = text(second.opens("referrals:check_unsent", key))
    assert "Report of the conference" not in page
    assert "Documents that a colleague added here go with the referral too" in page
    assert second.sends("referrals:check_unsent", key, take_back=str(back.pk)).status_code == 404
    sent = second.sends("referrals:check_unsent", key, **document(title="Genogram"))
    assert "Referral sent" in text(second.get(sent.headers["Location"]))
    late = adds(person, key, title="Too late")
    assert "This referral was sent" in text(late)

    referral = Referral.objects.get()
    along = set(ReferralDocument.objects.filter(referral=referral).values_list("title", flat=True))
    assert along == {"Report of the conference", "Genogram"}
    assert Slip.objects.get().came_with == referral.sent_as
    assert SlipDocument.objects.get().title == "Medical report"
    checks()
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    for said, is_there in (("Report of the conference", True), ("Genogram", True), ("Medical", False)):
        assert (said in page) is is_there


def test_what_a_colleague_keeps_to_themselves_or_throws_away_takes_nothing_along(world, second):
    """SAFETY: whoever once saw its address sends nothing under it, and takes nothing of it along."""
    person, key = world.social_worker, starts(world.social_worker)
    writes(person, key)
    assert adds(second, key, title="Of a colleague").status_code == 302
    adds(person, key, title="Of whoever keeps it")
    saves(person, key, "person", PERSON | {"agency_link": "yes"})
    assert second.opens("referrals:check_unsent", key).status_code == 404
    assert adds(second, key).status_code == 404
    whole = PERSON | AGREES | {"behaviours": ["economic"], "what_happened": "Something else."}
    assert second.sends("referrals:submit", draft=str(key), **whole).status_code == 302
    along = ReferralDocument.objects.filter(referral__isnull=False)
    assert [each.title for each in along] == ["Of a colleague"]
    person.sends("referrals:discard_unsent", key)
    assert UnsentReferral.objects.get().ended_at
    left = ReferralDocument.objects.get(referral=None)
    assert left.sweep_after == left.sent_at
