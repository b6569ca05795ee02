"""An officer refers somebody with an out-of-court disposal: its deadline is seen wherever it matters, what
binds the person is written down once, and the force reads a receipt."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from partners.models import Slip
from referrals.models import Case, Disposal, Obligation, PoliceDetails, ProfessionalDetails, Referral
from referrals.rules.disposals import Limits, doubt_of, is_near, left, outlasts
from tests.referrals.test_custody_referral import reference_of
from tests.referrals.test_professional_referral import RHYS
from tests.referrals.test_triage import text
from tests.world import agree_on_handovers


pytestmark = pytest.mark.usefixtures("noted")
TODAY = timezone.localdate()
WEEK = dt.timedelta(weeks=1)


def spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def on(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


PLAIN = {name: value for name, value in RHYS.items() if not name.startswith("date_of_birth")} | {
    "disposal": "none",
    "post": "PC 2210, domestic abuse team",
    **on("date_of_birth", dt.date(1988, 3, 14)),
}
CAUTION = PLAIN | {
    "disposal": "conditional",
    "admission": "admitted",
    "decided_by": "police",
    "decision_maker": "Sgt 118 Wren",
    "views_obtained": "yes",
    "notice_to": "disposals@westfield.police.example",
    "condition_1": "Attend both workshops",
    **on("given_on", TODAY - WEEK),
    **on("due_on", TODAY + 10 * WEEK),
    **on("condition_1_by", TODAY + 8 * WEEK),
    "order_1": "non_molestation",
    "order_1_says": "Not to get in touch with one person",
    **on("order_1_ends", TODAY + 40 * WEEK),
    "offence": "Common assault",
    "stands": "disposal",
    "parts": ["children", "drink"],
    "risk_said": "Medium",
    "risk_tool": "Recency, frequency, gravity",
    **on("risk_on", TODAY - WEEK),
    "crime_number": "20/1234/26",
    "cro": "123456/12X",
}


def refers(person, typed=CAUTION, **changes):
    return person.sends("referrals:submit", **({"draft": str(uuid.uuid4())} | typed | changes))


def test_an_officer_gives_the_number_that_the_force_knows_them_by(world):
    page = text(world.officer.opens("referrals:submit"))
    assert "PNC ID" in page
    warned = refers(world.officer, PLAIN, number="12/394773X")
    assert "To send it as it is, press the button again" in text(warned)
    assert refers(world.officer, PLAIN, number="12/394773H").status_code == 302
    referral = Referral.objects.get()
    assert referral.source == "police"
    assert "12/0394773H" in text(world.caseworker.opens("referrals:referral", referral.pk))
    found = world.caseworker.sends("referrals:search", sought="12/394773H")
    assert "Larkspur, Rhys" in text(found)
    world.caseworker.sends("referrals:accept", referral.pk)
    assert Case.objects.get().client.identifiers.get().tidy == "12/0394773H"


def test_a_council_is_asked_nothing_that_only_police_know(world):
    page = text(world.social_worker.opens("referrals:submit"))
    assert "out-of-court disposal" not in page
    assert "out-of-court disposal" in text(world.officer.opens("referrals:submit"))


def test_a_caution_is_read_at_triage_and_on_the_case_with_its_deadline(world):
    sent = refers(world.officer)
    assert sent.status_code == 302, text(sent)
    due = spoken(TODAY + 10 * WEEK)
    assert f"Disposal deadline {due}" in text(world.caseworker.opens("referrals:inbox"))
    referral = Referral.objects.get()
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    for said in (
        "Conditional caution", "in 70 days", "Attend both workshops", f"By {spoken(TODAY + 8 * WEEK)}",
        "Sgt 118 Wren", "Admitted the offence", "disposals@westfield.police.example",
        "Non-molestation order", f"Ends on {spoken(TODAY + 40 * WEEK)}", "Children were there, Drink",
        "Medium, by Recency, frequency, gravity", "It does not set a grade here", "20/1234/26",
        "Keeps the bank cards",
    ):  # fmt: skip
        assert said in page, said
    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    assert (case.disposal_due_on, case.grade) == (TODAY + 10 * WEEK, "")
    page = text(world.caseworker.opens("referrals:case", case.pk))
    for said in (f"{due}, in 70 days", "Attend both workshops", "Non-molestation order"):
        assert said in page, said
    assert "The disposal is to be complied with" not in page  # not near yet
    assert set(case.client.identifiers.values_list("kind", flat=True)) == {"cro"}
    found = world.caseworker.sends("referrals:search", sought="20/1234/26")
    assert "Larkspur, Rhys" in text(found)


@pytest.mark.parametrize(
    ("days", "said"),
    [(7, f"by {spoken(TODAY + WEEK)}, in 7 days."), (-2, "Say to the police what was attended")],
)
def test_the_case_page_says_that_the_deadline_is_near_and_that_it_has_passed(world, days, said):
    due = on("due_on", TODAY + dt.timedelta(days=days))
    refers(world.officer, **due, **on("condition_1_by", TODAY + dt.timedelta(days=days)))
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    assert said in text(world.caseworker.opens("referrals:case", Case.objects.get().pk))


def test_the_force_reads_a_receipt_and_nothing_that_became_of_it(world):
    reference = reference_of(refers(world.officer))
    page = text(world.officer.opens("referrals:receipt", reference))
    assert "Received" in page
    for hidden in ("Larkspur", "Conditional", spoken(TODAY + 10 * WEEK)):
        assert hidden not in page
    assert world.social_worker.opens("referrals:receipt", reference).status_code == 404


def test_what_somebody_harmed_said_goes_to_partner_support_alone(world):
    page = world.officer.opens("referrals:submit")
    keys = {"section": page.context["section_key"], "page": str(uuid.uuid4())}
    told = {f"{page.context['section'].prefix}-anything_else": "Wishes for workshops. Maren Alder"} | keys
    assert world.officer.sends("referrals:seal_section", **told).status_code == 302
    assert Slip.objects.count() == 1
    refers(world.officer)
    page = text(world.caseworker.opens("referrals:referral", Referral.objects.get().pk))
    assert "Views of anyone harmed obtained" in page
    assert "Alder" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"disposal": ""}, "Choose whether there is an out-of-court disposal"),
        ({"disposal": "none"}, "Choose the kind of disposal, or empty what is written of it"),
        (dict.fromkeys(on("given_on", TODAY), ""), "Enter when the disposal was given"),
        ({"admission": ""}, "Choose whether the person has admitted the offence"),
        ({"views_obtained": ""}, "Choose whether the views of anyone harmed were obtained"),
        (on("due_on", TODAY - 3 * WEEK), "must not be before the day it was given"),
        (on("condition_1_by", TODAY + 11 * WEEK), "This is after the deadline of the disposal"),
        ({"condition_2": "", **on("condition_2_by", TODAY)}, "Enter what the condition is"),
        ({"order_1": ""}, "Choose what kind of order it is"),
        ({"risk_tool": ""}, "Enter the tool that the force graded with"),
        ({"disposal": "youth_conditional"}, "This kind is for people under 18"),
        ({"disposal": "youth_conditional"}, "Enter the youth justice worker"),
    ],
)  # fmt: skip
def test_what_is_missing_of_a_disposal_is_said_beside_it(world, changes, said):
    refused = text(refers(world.officer, **changes))
    assert said in refused
    assert "Attend both workshops" in refused
    assert not Referral.objects.exists()
    assert refers(world.officer).status_code == 302


def test_a_long_deadline_and_a_doubtful_number_are_each_warned_of_once(world):
    long = on("due_on", TODAY + 17 * WEEK)
    first = refers(world.officer, **long)
    assert "more than the usual 16 weeks" in text(first)
    warned = {"warned": first.context["form"].data["warned"]}
    second = refers(world.officer, **long, **warned, urn="nonsense")
    assert "more than the usual" not in text(second)
    assert "Case URN: this usually looks like" in text(second)
    warned = {"warned": second.context["form"].data["warned"]}
    assert refers(world.officer, **long, **warned, urn="nonsense").status_code == 302


def test_under_eighteen_it_is_a_youth_caution_with_the_youth_justice_team(world):
    Scheme.objects.update(minimum_age=10)
    young = on("date_of_birth", TODAY.replace(day=1) - dt.timedelta(days=365 * 15))
    assert "Under 18 it is a youth conditional caution" in text(refers(world.officer, **young))
    youth = young | {"disposal": "youth_conditional", "youth_team": "K. Lintel, 0121 496 0077"}
    assert refers(world.officer, **youth).status_code == 302
    assert "K. Lintel" in text(world.caseworker.opens("referrals:referral", Referral.objects.get().pk))


def test_a_youth_caution_has_no_deadline(world):
    Scheme.objects.update(minimum_age=10)
    young = on("date_of_birth", TODAY.replace(day=1) - dt.timedelta(days=365 * 15))
    none = {f"due_on_{part}": "" for part in ("day", "month", "year")}
    no_day = {f"condition_1_by_{part}": "" for part in ("day", "month", "year")}
    youth = young | none | no_day | {"disposal": "youth", "youth_team": "K. Lintel", "condition_1": ""}
    assert refers(world.officer, **youth).status_code == 302
    assert Disposal.objects.get().due_on is None
    page = text(world.caseworker.opens("referrals:referral", Referral.objects.get().pk))
    assert "Disposal deadline" not in page


def test_without_a_disposal_nothing_binds_and_what_was_told_is_kept_apart(world):
    assert refers(world.officer, PLAIN, unit="Response").status_code == 302
    assert not Disposal.objects.exists()
    assert not Obligation.objects.exists()
    assert PoliceDetails.objects.get().unit == "Response"
    assert ProfessionalDetails.objects.get().behaviours == ["controlling", "economic"]
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    assert not Case.objects.get().is_bound


def test_the_deadline_goes_along_with_a_handover(world):
    agree_on_handovers()
    refers(world.officer)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case, bridge = Case.objects.get(), world.caseworker_at_bridge
    page = world.caseworker.opens("referrals:hand_over", case.pk)
    line = f"Out-of-court disposal: to be complied with by {spoken(TODAY + 10 * WEEK)}."
    assert line in text(page)
    offered = {"to_agency": str(bridge.membership.agency_id), "summary": line, "to_do": ["programme"]}
    sent = world.caseworker.sends("referrals:hand_over", case.pk, draft=str(uuid.uuid4()), **offered)
    assert sent.status_code == 302
    assert "Disposal deadline" in text(bridge.opens("referrals:handover", case.handovers.get().pk))
    bridge.sends("referrals:take", case.handovers.get().pk)
    theirs = Case.objects.exclude(pk=case.pk).get()
    assert theirs.disposal_due_on == TODAY + 10 * WEEK
    assert "in 70 days" in text(bridge.opens("referrals:case", theirs.pk))


LIMITS = Limits()
GIVEN = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("weeks", "said"),
    [(16, ""), (16.2, "usual 16 weeks"), (20, "usual 16 weeks"), (20.2, "more than 20 weeks")],
)
def test_a_deadline_is_doubted_by_its_weeks(weeks, said):
    found = doubt_of(GIVEN, GIVEN + dt.timedelta(days=int(weeks * 7)), LIMITS)
    assert said in found
    assert bool(said) == bool(found)


def test_how_long_there_is_left():
    assert left(GIVEN, GIVEN) == "today"
    assert left(GIVEN + dt.timedelta(days=1), GIVEN) == "in 1 day"
    assert left(GIVEN, GIVEN + dt.timedelta(days=3)) == "passed 3 days ago"
    assert is_near(GIVEN + 2 * WEEK, GIVEN, LIMITS)
    assert not is_near(GIVEN + dt.timedelta(days=15), GIVEN, LIMITS)


def test_what_has_no_last_session_outlasts_every_deadline():
    assert outlasts(None, GIVEN)
    assert outlasts(GIVEN + dt.timedelta(days=1), GIVEN)
    assert not outlasts(GIVEN, GIVEN)
