"""A referral that was kept with an open case is taken off it by two people; and what staff are ready for."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from chrysalis.ui.templatetags.ui import day
from partners.models import News
from referrals.models import Case, Incident, PersonKey, Referral, Restriction, StaffMarker, TakingOff
from tests.partners.supported import links_to
from tests.partners.told import survivor_from
from tests.referrals.on_file import ahead, day_of
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_incidents import joins
from tests.referrals.test_restricted import names, restricts
from tests.referrals.test_triage import drafted, text


pytestmark = pytest.mark.usefixtures("noted")


def read(person, case, page="case") -> str:
    return text(person.opens(f"referrals:{page}", case.pk))


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant, markers=["dogs"])
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


@pytest.fixture
def further(world, case) -> Referral:
    refers(world.sergeant, pnc_id="", markers=["dogs", "weapons"], telephone="07700 900888")
    found = Referral.objects.exclude(pk=case.referral_id).get()
    assert joins(world.caseworker, found, case).status_code == 302
    found.refresh_from_db()
    return found


def proposes(person, case, goes="inbox", **changes):
    fields = {"which": str(Incident.objects.get(case=case, taken_off_at=None).pk), "goes": goes}
    fields |= {"reason": "Another tattoo."} | changes
    return person.sends("referrals:take_off", case.pk, **drafted(**fields))


def answers(person, case, decision="agree"):
    return person.sends("referrals:answer_taking_off", case.pk, **drafted(decision=decision))


def test_two_people_take_a_referral_off_and_it_stands_in_the_inbox_again(world, case, further):
    assert "Weapons" in read(world.caseworker, case)
    assert "Is it of somebody else?" in read(world.caseworker, case)
    assert "Enter why it is of somebody else" in text(proposes(world.caseworker, case, reason=""))
    assert proposes(world.caseworker, case).status_code == 302
    assert "proposed this already" in text(proposes(world.second_caseworker, case))
    carry()
    assert ChangeNotice.objects.get(kind_slug="taking-off-waits").subject_id == case.pk
    assert "Another tattoo." in read(world.caseworker, case, "answer_taking_off")
    assert "Select a valid choice" in text(answers(world.caseworker, case))
    assert "says" in read(world.second_caseworker, case)
    assert answers(world.second_caseworker, case).status_code == 302
    further.refresh_from_db()
    assert (further.state, further.joined_case_id, further.decided_at) == ("received", None, None)
    assert further.reference in text(world.caseworker.opens("referrals:inbox"))
    page = read(world.caseworker, case)
    assert f"Taken off on {day(timezone.localdate())}" in page
    assert "Weapons (told by" not in page
    assert "Dogs at the address (told by" in page
    assert "of somebody else" in read(world.caseworker, case, "be_ready")
    assert "No referral is kept with this case" in read(world.caseworker, case, "take_off")
    held = PersonKey.objects.filter(text__endswith="888009007", sweep_after=None)
    assert set(held.values_list("referral_id", flat=True)) <= {further.pk}
    carry()
    assert ChangeNotice.objects.get(kind_slug="taking-off-waits").acknowledged_at
    # Kept with the case once more, it is told of once more.
    assert joins(world.caseworker, further, case).status_code == 302
    assert Incident.objects.filter(referral=further).count() == 2


def test_it_becomes_a_case_of_its_own_or_stays_where_it_is(world, case, further):
    proposes(world.caseworker, case, "case")
    assert answers(world.caseworker, case, "withdraw").status_code == 302
    proposes(world.second_caseworker, case, "case")
    assert answers(world.caseworker, case, "decline").status_code == 302
    assert set(TakingOff.objects.values_list("state", flat=True)) == {"withdrawn", "declined"}
    assert "Nothing waits for a second person" in read(world.caseworker, case, "answer_taking_off")
    assert "answered this already" in text(answers(world.caseworker, case))
    proposes(world.second_caseworker, case, "case")
    assert answers(world.caseworker, case).status_code == 302
    own = Case.objects.get(referral=further)
    assert own.pk != case.pk
    assert "Weapons (told by" in read(world.caseworker, own)


def test_whoever_supports_somebody_harmed_is_told_that_it_was_of_somebody_else(world, case, further):
    survivor = survivor_from(world)
    links_to(world.link_worker, survivor, case)
    carry()
    proposes(world.caseworker, case)
    answers(world.second_caseworker, case)
    carry()
    told = News.objects.filter(kind_slug="incident-taken-off")
    assert [each.on_day for each in told] == [timezone.localdate()]


def test_of_a_restricted_case_nothing_is_taken_off(world, case, further):
    restricts(world.safeguarding_lead, case.referral.reference)
    names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
    assert "cannot be taken off" in text(proposes(world.caseworker, case))
    assert world.second_caseworker.opens("referrals:take_off", case.pk).status_code == 404


def test_what_to_be_ready_for_stands_on_top_until_somebody_ends_it(world, case):
    assert "not confirmed" in read(world.caseworker, case, "risk")
    tells = {"kind": "violence", "told_by": "The hostel"} | day_of("told_on", ahead(-3))
    told = world.caseworker.sends("referrals:be_ready", case.pk, **drafted(**tells))
    assert told.status_code == 302
    again = world.caseworker.sends("referrals:be_ready", case.pk, **drafted(**tells))
    assert "stands on the case already" in text(again)
    assert f"Violence towards staff (told by The hostel, {ahead(-3):%-d %B %Y}" in read(
        world.caseworker, case
    )
    dogs = StaffMarker.objects.get(kind="dogs")
    said = {"which": str(dogs.pk), "is_so": "yes", "words": "Two of them."}
    answer = "referrals:answer_marker"
    assert "Enter how you know" in text(
        world.caseworker.sends(answer, case.pk, **drafted(**(said | {"words": ""})))
    )
    assert world.second_caseworker.sends(answer, case.pk, **drafted(**said)).status_code == 302
    assert "confirmed)" in read(world.caseworker, case)
    assert "Be ready for: Dogs at the address" in read(world.caseworker, case, "hand_over")
    for each in StaffMarker.objects.all():
        gone = {"which": str(each.pk), "is_so": "no", "words": "Moved out."}
        world.caseworker.sends(answer, case.pk, **drafted(**gone))
    assert "Be ready for: none recorded" in read(world.caseworker, case)
    assert "Nothing is recorded" in read(world.caseworker, case, "answer_marker")
    assert "Moved out." in read(world.caseworker, case, "be_ready")
    case.refresh_from_db()
    assert case.be_ready_for == ""


def test_what_happened_is_filtered_by_kind_and_by_time(world, case):
    world.caseworker.sends(
        "referrals:notes", case.pk, **drafted(kind="fact", audience="team", words="Wore a red coat.")
    )
    long_ago = f"{timezone.localtime() - dt.timedelta(days=60):%d/%m/%Y %H:%M}"
    world.caseworker.sends(
        "referrals:notes",
        case.pk,
        **drafted(kind="fact", audience="team", words="Wore a blue hat.", happened_at=long_ago),
    )

    def shown(**query) -> str:
        return text(world.caseworker.opens("referrals:case", case.pk, **query))

    assert "Referral accepted" in shown()
    notes = shown(kind="note")
    assert "Referral accepted" not in notes
    assert "Wore a blue hat." in notes
    both = shown(kind="note", period="month")
    assert "Wore a red coat." in both
    assert "Wore a blue hat." not in both
    assert "Clear filters" in both
    assert "Nothing of this kind in this time" in shown(kind="contact", period="week")
    assert "Referral accepted" in shown(kind="DROP TABLE", period="x")


def test_who_can_see_a_case_and_why(world, case):
    page = read(world.caseworker, case, "who_sees")
    assert page.index("Works with the person") < page.index("Caseworker of Threshold Centre")
    assert "Oldbury custody" in page
    assert world.link_worker.worker.full_name not in page
    assert "Haven" not in page
    declares = {"given_names": "Darnell", "family_name": "Kestrel", "kind": "friend"}
    world.second_caseworker.sends("agencies:declare_conflict", **drafted(**declares))
    assert world.second_caseworker.worker.full_name not in read(world.caseworker, case, "who_sees")
    restricts(world.safeguarding_lead, case.referral.reference)
    names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
    page = read(world.caseworker, case, "who_sees")
    assert "Named for it" in page
    assert "Facilitators" not in page
    assert world.second_caseworker.opens("referrals:who_sees", case.pk).status_code == 404
