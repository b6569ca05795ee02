"""Consent to take part, agreement to be contacted and the lawful basis: three facts, none of which stands for
another."""

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from referrals.models import BasisChange, Case, ConsentAnswer, Referral, WayIn
from tests.referrals.on_file import day_of
from tests.referrals.test_custody_referral import refers as refers_from_custody
from tests.referrals.test_professional_referral import refers
from tests.referrals.test_triage import drafted, text


pytestmark = pytest.mark.usefixtures("noted")
BECAUSE = {"without": "child", "why_without": "Two small children. Decided by the team manager."}


@pytest.fixture
def case(world) -> Case:
    refers(world.social_worker)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def says(person, case, **changes):
    fields = {"answer": "yes", "given_by": "person", "wording": "Leaflet of June 2026", "why": ""}
    fields |= day_of("given_on", timezone.localdate())
    return person.sends("referrals:consent", case.pk, **drafted(**(fields | changes)))


def sets_ways(administrator, scheme, page=None, **changes):
    page = page or administrator.opens("referrals:set_ways_in", scheme.pk)
    form = page.context["form"]
    shown = {bound.html_name: bound.value() for bound in form if str(bound.value()) != "False"}
    fields = {name: value for name, value in (shown | changes).items() if value is not None}
    return administrator.sends("referrals:set_ways_in", scheme.pk, **drafted(**fields))


def test_a_scheme_says_for_each_way_in_on_which_basis_and_whether_without_agreement(world):
    scheme = Scheme.objects.get(slug="west")
    assert "Ways in" in text(world.administrator.opens("referrals:next_services"))
    early = world.administrator.opens("referrals:set_ways_in", scheme.pk)
    changed = {"council-basis": "public_task", "council-without": None}
    first = sets_ways(world.administrator, scheme, **changed)
    assert first.status_code == 302, first.context["form"].errors
    assert WayIn.objects.get().source == "council"
    late = sets_ways(world.administrator, scheme, early, **{"council-basis": "consent"})
    assert late.status_code == 409
    assert "Public task" in text(late)
    assert world.administrator_elsewhere.opens("referrals:set_ways_in", scheme.pk).status_code == 404

    refused = text(refers(world.social_worker, agrees="no", **BECAUSE))
    assert "only where the person agrees" in refused
    assert "0121 496 0010" in refused  # whom to ring where somebody may come to harm
    assert refers(world.social_worker).status_code == 302
    referral = Referral.objects.get()
    assert referral.lawful_basis == "public_task"
    assert "Public task" in text(world.caseworker.opens("referrals:referral", referral.pk))


def test_custody_says_why_in_words(world):
    assert "Say why you refer all the same" in text(refers_from_custody(world.sergeant, agrees="not_asked"))
    sent = refers_from_custody(world.sergeant, agrees="not_asked", why_without="Too drunk to ask.")
    assert sent.status_code == 302
    referral = Referral.objects.get()
    assert referral.lawful_basis == "recognised_legitimate"
    assert "Too drunk to ask." in text(world.caseworker.opens("referrals:referral", referral.pk))


def test_consent_is_added_never_changed_and_withdrawn_closes_nothing(world, case):
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "Consent to take part: none recorded" in page
    assert "Withdrawn" not in text(world.caseworker.opens("referrals:consent", case.pk))
    for changes, ask in (
        ({"given_by": ""}, "Choose who said so"),
        ({"wording": ""}, "Enter to which words they agreed"),
        ({"answer": "no"}, "Say why"),
    ):
        assert ask in text(says(world.caseworker, case, **changes))
    assert says(world.caseworker, case).status_code == 302
    assert says(world.caseworker, case, answer="withdrawn", wording="").status_code == 302
    assert list(ConsentAnswer.objects.values_list("answer", flat=True)) == ["withdrawn", "yes"]
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "Nothing ended by itself" in page
    assert "Leaflet of June 2026" in text(world.caseworker.opens("referrals:consent", case.pk))
    case.refresh_from_db()
    assert case.state == "contacting"


def test_for_a_young_person_it_is_theirs_or_a_responsible_adults(world, case):
    case.client.__class__.objects.update(age_path="young")
    page = text(world.caseworker.opens("referrals:consent", case.pk))
    assert "A responsible adult, for the young person" in page
    assert says(world.caseworker, case, given_by="person").status_code == 200
    assert says(world.caseworker, case, given_by="adult").status_code == 302


def test_another_lawful_basis_holds_from_now_on_with_a_reason(world, case):
    assert "As is usual for that way in" in text(world.caseworker.opens("referrals:case", case.pk))
    assert "Enter why" in text(
        world.caseworker.sends("referrals:basis", case.pk, **drafted(basis="legal_obligation"))
    )
    said = drafted(basis="legal_obligation", because="A court asks for it.")
    assert world.caseworker.sends("referrals:basis", case.pk, **said).status_code == 302
    case.refresh_from_db()
    assert case.lawful_basis == BasisChange.objects.get().basis == "legal_obligation"
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "A court asks for it." in page
    assert text(world.caseworker.opens("referrals:basis", case.pk)).count("A court asks for it.") == 1
    Case.objects.update(lawful_basis="")
    assert "came by a handover" in text(world.caseworker.opens("referrals:basis", case.pk))
