"""From one provider to the next: what goes with the person, what stays, and how far each leg has come."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency, Agreement
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement
from chrysalis.ui.templatetags.ui import day, moment
from referrals.actions import handing_over
from referrals.actions.reading import open_case
from referrals.models import Case, Client, ContactAttempt, Handover, LegProgress, Referral, Step
from tests.referrals.judged import assesses, grades
from tests.referrals.test_correct import corrects
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_record_contact import records
from tests.referrals.test_release import releases, tomorrow
from tests.referrals.test_restricted import restricts
from tests.referrals.test_triage import drafted, text
from tests.world import agree_on_handovers


pytestmark = pytest.mark.usefixtures("noted")


@pytest.fixture
def agreement(db) -> Agreement:
    return agree_on_handovers()


@pytest.fixture
def case(world, agreement) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    found = Case.objects.get()
    records(world.caseworker, found, outcome="reached", account="Said things for nobody else.")
    return found


def offers(person, case, **changes):
    bridge = Agency.objects.get(slug="bridge")
    fields = {
        "to_agency": str(bridge.pk),
        "to_do": ["programme"],
        "summary": "Would like evenings.",
    } | changes
    return person.sends("referrals:hand_over", case.pk, **drafted(**fields))


@pytest.fixture
def handover(world, case) -> Handover:
    assert offers(world.caseworker, case).status_code == 302
    return Handover.objects.get()


@pytest.fixture
def second_leg(world, handover) -> Case:
    world.caseworker_at_bridge.sends("referrals:take", handover.pk)
    return Case.objects.get(provider_agency__slug="bridge")


class TestOffering:
    def test_the_receiver_finds_it_in_the_inbox_and_reads_the_handover_alone(self, world, case, handover):
        bridge = world.caseworker_at_bridge
        assert "Kestrel, Darnell" in text(bridge.opens("referrals:inbox"))
        page = text(bridge.opens("referrals:handover", handover.pk))
        assert "Would like evenings." in page
        assert "Find a place on a programme" in page
        assert "Said things for nobody else" not in page
        assert bridge.opens("referrals:case", case.pk).status_code == 404
        assert "Wait for the answer" in text(world.caseworker.opens("referrals:case", case.pk))

    def test_it_is_offered_to_one_at_a_time(self, world, case, handover):
        again = offers(world.second_caseworker, case, summary="Once more.")
        assert "offered to a provider already" in text(again)
        assert "Once more." in text(again)

    def test_without_an_agreement_nothing_is_told(self, world, case, agreement):
        agreement.change(seen_version=1, expires_on=timezone.localdate() - dt.timedelta(days=1))
        refused = offers(world.caseworker, case)
        assert "no information-sharing agreement is in force" in text(refused)
        assert not Handover.objects.exists()

    def test_withdrawn_it_cannot_be_taken(self, world, case, handover):
        world.second_caseworker.sends("referrals:withdraw_handover", case.pk)
        world.caseworker_at_bridge.sends("referrals:take", handover.pk)
        assert Case.objects.count() == 1
        assert "Kestrel" not in text(world.caseworker_at_bridge.opens("referrals:inbox"))

    def test_a_case_with_an_open_handover_is_not_closed(self, world, case, handover):
        refused = world.caseworker.sends("referrals:close", case.pk, **drafted(ending="withdrew"))
        assert "Withdraw it first" in text(refused)
        world.caseworker.sends("referrals:withdraw_handover", case.pk)
        assert (
            world.caseworker.sends("referrals:close", case.pk, **drafted(ending="withdrew")).status_code
            == 302
        )

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"to_agency": ""}, "Choose the provider"),
            ({"to_do": []}, "Choose what is still to do"),
            ({"summary": ""}, "Enter what the next provider has to know"),
        ],
    )
    def test_bad_input_gets_a_message(self, world, case, changes, message):
        assert message in text(offers(world.caseworker, case, **changes))
        assert not Handover.objects.exists()

    def test_a_provider_of_another_scheme_is_not_offered(self, world, case):
        harbour = Agency.objects.get(slug="harbour")
        assert offers(world.caseworker, case, to_agency=str(harbour.pk)).status_code == 200
        assert not Handover.objects.exists()


class TestWhatTheNextProviderHasToKnow:
    """Facts of the case stand in the form before anybody types; the caseworker decides what goes."""

    def test_the_form_says_what_is_known_and_the_edited_text_is_what_they_read(self, world, case):
        expected, today = tomorrow(), day(timezone.localdate())
        releases(world.caseworker, case, expected, police_told="yes")
        on = timezone.localdate()
        assesses(world.caseworker, case, conclusion="high", on=(on.day, on.month, on.year))
        assert grades(world.caseworker, case, "high", basis="tool").status_code == 302
        known = prefilled(world.caseworker, case)
        review = day(Case.objects.get().grade_review_on)
        assert known.splitlines() == [
            f"Expected to leave custody {moment(expected)}. Not certain.",
            f"Grade: High, from {today}. Review by {review}.",
            f"Tools completed: B-SAFER on {today}.",
            "Client agreement: not signed.",
        ]
        page = text(world.caseworker.opens("referrals:hand_over", case.pk))
        assert "Grades, tools and the client agreement do not go along by themselves." in page
        told = known.replace(f" Review by {review}.", "") + "\nRings after six."
        assert offers(world.caseworker, case, summary=told).status_code == 302
        read = text(world.caseworker_at_bridge.opens("referrals:handover", Handover.objects.get().pk))
        assert "Expected to leave custody" in read
        assert "Rings after six." in read
        assert review not in read

    def test_a_grade_that_waits_for_a_second_person_is_not_kept_quiet(self, world, case):
        on = timezone.localdate()
        assesses(world.caseworker, case, conclusion="high", on=(on.day, on.month, on.year))
        assert grades(world.caseworker, case, "standard", basis="tool").status_code == 302
        first = prefilled(world.caseworker, case).splitlines()[0]
        assert first == (
            "Grade: High, by a tool. No grade holds yet. "
            f"Standard, set on {day(on)}, waits for a second person."
        )

    def test_a_release_that_nobody_has_recorded_stays_due_with_both(self, world, case):
        """SAFETY: whoever was harmed hears of it by that record alone."""
        due = "Record when the person leaves custody"
        records(world.caseworker, case, channel="in_custody", outcome="reached")
        form = world.caseworker.opens("referrals:hand_over", case.pk).context["form"]
        assert form["to_do"].value() == ["release"]
        assert (
            form["summary"]
            .value()
            .startswith(
                f"In custody on {day(timezone.localdate())}. Nobody has recorded when they leave.\nGrade:"
            )
        )
        assert offers(world.caseworker, case, to_do=["release"]).status_code == 302
        assert due in text(world.caseworker.opens("referrals:case", case.pk))
        world.caseworker_at_bridge.sends("referrals:take", Handover.objects.get().pk)
        leg = Case.objects.get(provider_agency__slug="bridge")
        assert due in text(world.caseworker_at_bridge.opens("referrals:case", leg.pk))
        releases(world.caseworker_at_bridge, leg)
        leg.refresh_from_db()
        assert leg.also_due == ""

    def test_where_nothing_is_known_it_says_so(self, world, case):
        assert prefilled(world.caseworker, case).splitlines() == [
            "Grade: not graded.",
            "Tools completed: none.",
            "Client agreement: not signed.",
        ]

    def test_the_newest_release_and_the_grade_that_holds_are_told(self, world, case):
        releases(world.caseworker, case, tomorrow(), certainty="expected")
        left = timezone.localtime() - dt.timedelta(hours=1)
        releases(world.caseworker, case, left, certainty="known")
        grades(world.caseworker, case, "high")
        grades(world.caseworker, case, "medium")  # waits for a second person
        known = prefilled(world.caseworker, case)
        assert known.startswith(f"Left custody {moment(left)}.\nGrade: High, from")

    def test_what_police_said_of_whoever_was_harmed_and_why_a_grade_was_set_stay(self, world, case):
        releases(world.caseworker, case, police_told="yes")
        grades(world.caseworker, case, "high", reason="Said things for nobody else.")
        known = prefilled(world.caseworker, case)
        assert "olice" not in known
        assert "Said things for nobody else" not in known

    @pytest.mark.parametrize("typed", ["", "Only this."])
    def test_a_draft_that_is_gone_on_with_keeps_what_was_typed(self, world, case, typed):
        form = {"draft_form": "handover", "draft_subject": str(case.pk)}
        saved = drafted(to_do=["housing"], summary=typed, **form)
        world.caseworker.sends("drafts:save", **saved)
        assert prefilled(world.caseworker, case, draft=saved["draft"]) == typed


def prefilled(person, case, **kept) -> str:
    page = person.opens("referrals:hand_over", case.pk, **kept)
    return page.context["form"]["summary"].value() or ""


class TestTaking:
    def test_a_leg_begins_and_the_one_before_ends(self, world, case, handover):
        taken = world.caseworker_at_bridge.sends("referrals:take", handover.pk)
        second = Case.objects.get(provider_agency__slug="bridge")
        assert taken.headers["Location"] == f"/cases/{second.pk}/"
        case.refresh_from_db()
        assert (case.state, case.next_action) == ("handed_over", "")
        assert (second.client_id, second.pathway_id) == (case.client_id, case.pathway_id)
        assert second.next_due_at == handover.due_at
        assert Step.objects.filter(case=case, transition="hand_over").get().by == (
            world.caseworker_at_bridge.worker
        )

    def test_each_reads_how_far_the_other_has_come_and_no_more(self, world, case, second_leg):
        ours = text(world.caseworker.opens("referrals:case", case.pk))
        theirs = text(world.caseworker_at_bridge.opens("referrals:case", second_leg.pk))
        for page in (ours, theirs):
            assert "Where they are on the way" in page
            assert "Threshold Centre" in page
            assert "Bridge Project" in page
        assert "Said things for nobody else" not in theirs
        records(world.caseworker_at_bridge, second_leg, outcome="reached", account="Told the bridge alone.")
        ours = text(world.caseworker.opens("referrals:case", case.pk))
        assert "Waiting for assessment" in ours
        assert "Told the bridge alone" not in ours
        assert world.caseworker.opens("referrals:case", second_leg.pk).status_code == 404

    def test_the_database_keeps_the_notes_of_each_leg_apart(self, world, case, second_leg):
        """Also where a view forgot to ask for the own leg alone."""
        records(world.caseworker_at_bridge, second_leg, outcome="no_answer")
        for person, own in ((world.caseworker, case), (world.caseworker_at_bridge, second_leg)):
            hat = make_hat(person.membership)
            with acting_as(hat):
                open_case(Case.objects.get(), by=hat, at=timezone.now())
                assert {each.case_id for each in ContactAttempt.objects.all()} == {own.pk}
                assert {each.case_id for each in Step.objects.all()} == {own.pk}
                assert LegProgress.objects.count() == 2
                assert Client.objects.get().pk == case.client_id

    def test_two_take_it_and_the_second_reads_who_did(self, world, handover, second_leg):
        late = world.second_caseworker_at_bridge.sends("referrals:take", handover.pk)
        page = text(world.second_caseworker_at_bridge.get(late.headers["Location"]))
        assert "Caseworker At Bridge was before you" in page
        assert Case.objects.count() == 2

    def test_the_person_is_found_and_corrected_by_the_new_provider(self, world, case, second_leg):
        bridge = world.caseworker_at_bridge
        assert "Kestrel, Darnell" in text(bridge.sends("referrals:search", sought="Kestrel 27/3/1991"))
        assert corrects(bridge, second_leg, version=1, family_name="Merlin").status_code == 302
        assert "Merlin, Darnell" in text(bridge.sends("referrals:search", sought="Merlin"))
        assert "Nobody" in text(bridge.sends("referrals:search", sought="Kestrel"))
        assert "Merlin" in text(world.caseworker.opens("referrals:case", case.pk))

    def test_the_handover_is_announced_and_no_second_acceptance(self, world, second_leg):
        told = list(Announcement.objects.values_list("event", flat=True))
        assert told.count("case-handed-over") == 1
        assert told.count("case-opened") == 1

    def test_both_sides_are_told(self, world, handover):
        carry()
        notice = "Another provider hands a person over to you"
        assert notice in text(world.caseworker_at_bridge.opens("notices:notices"))
        world.caseworker_at_bridge.sends("referrals:take", handover.pk)
        carry()
        assert notice not in text(world.second_caseworker_at_bridge.opens("notices:notices"))
        assert "A person you handed over was taken on" in text(world.caseworker.opens("notices:notices"))

    def test_it_may_go_on_again_and_come_back_to_the_first(self, world, case, second_leg):
        back = Agency.objects.get(slug="threshold")
        assert offers(world.caseworker_at_bridge, second_leg, to_agency=str(back.pk)).status_code == 302
        world.caseworker.sends("referrals:take", Handover.objects.get(state="offered").pk)
        third = Case.objects.get(state="contacting")
        assert third.provider_agency == back
        found = text(world.caseworker.sends("referrals:search", sought="Kestrel"))
        assert f"/cases/{third.pk}/" in found
        assert f"/cases/{case.pk}/" not in found


class TestReturning:
    def test_the_reason_comes_back_and_the_case_stays(self, world, case, handover):
        bridge = world.caseworker_at_bridge
        sent = bridge.sends("referrals:return_handover", handover.pk, **drafted(because="Full until March."))
        assert sent.status_code == 302
        case.refresh_from_db()
        assert (case.state, case.next_action) == ("assessment", "Decide what comes next after the handover")
        assert "Full until March." in text(world.caseworker.opens("referrals:case", case.pk))
        assert offers(world.caseworker, case).status_code == 302

    def test_without_a_reason_it_stays(self, world, handover):
        refused = world.caseworker_at_bridge.sends(
            "referrals:return_handover", handover.pk, **drafted(because="")
        )
        assert "Enter why this is not for you" in text(refused)
        handover.refresh_from_db()
        assert handover.state == "offered"


class TestNobodyElse:
    @pytest.mark.parametrize("name", ["handover", "take", "return_handover"])
    def test_a_provider_that_it_is_not_for_finds_nothing(self, world, handover, name):
        stranger = world.caseworker_elsewhere
        response = stranger.opens(f"referrals:{name}", handover.pk)
        assert response.status_code in {404, 405}
        assert stranger.sends(f"referrals:{name}", handover.pk).status_code in {404, 405}

    @pytest.mark.parametrize("name", ["take", "return_handover"])
    def test_the_giver_does_not_answer_for_the_receiver(self, world, handover, name):
        assert world.caseworker.opens("referrals:handover", handover.pk).status_code == 200
        assert world.caseworker.sends(f"referrals:{name}", handover.pk).status_code == 404

    @pytest.mark.parametrize(
        "name", ["hand_over", "close", "record_release", "say_assessed", "withdraw_handover"]
    )
    def test_a_case_of_another_agency_is_not_there(self, world, case, name):
        for stranger in (world.caseworker_elsewhere, world.caseworker_at_bridge):
            assert stranger.sends(f"referrals:{name}", case.pk).status_code == 404

    def test_whoever_knows_the_person_does_not_see_the_handover(self, world, handover):
        bridge = world.caseworker_at_bridge
        bridge.sends(
            "agencies:declare_conflict",
            **drafted(given_names="Darnell", family_name="Kestrel", kind="friend"),
        )
        assert bridge.opens("referrals:handover", handover.pk).status_code == 404
        assert world.second_caseworker_at_bridge.opens("referrals:handover", handover.pk).status_code == 200


class TestRestricted:
    """SAFETY: at the other provider nobody is named yet, and one of them may be whom it is hidden from."""

    def test_what_was_offered_before_is_read_by_nobody_and_cannot_be_taken(self, world, case, handover):
        bridge = world.caseworker_at_bridge
        hat = make_hat(bridge.membership)
        with acting_as(hat):
            loaded = Handover.objects.get()
        restricts(world.safeguarding_lead, case.reference)
        assert bridge.opens("referrals:handover", handover.pk).status_code == 404
        assert "Kestrel" not in text(bridge.opens("referrals:inbox"))
        with acting_as(hat), pytest.raises(Handover.DoesNotExist):
            handing_over.take(loaded, by=hat, at=timezone.now())

    def test_a_restricted_case_is_not_offered(self, world, case):
        restricts(world.safeguarding_lead, case.reference)
        restriction = case.restrictions.get()
        world.safeguarding_lead.sends(
            "referrals:name_worker", restriction.pk, worker=str(world.caseworker.worker.pk)
        )
        assert "Ask your safeguarding lead" in text(world.caseworker.opens("referrals:hand_over", case.pk))
        refused = offers(world.caseworker, case)
        assert refused.status_code == 200
        assert not Handover.objects.exists()

    def test_how_far_a_restricted_leg_has_come_is_not_said(self, world, case, second_leg):
        restricts(world.safeguarding_lead, case.reference)
        page = text(world.caseworker_at_bridge.opens("referrals:case", second_leg.pk))
        assert "Where they are on the way" not in page
        assert "Darnell Kestrel" in page

    def test_the_new_provider_restricts_its_own_leg_and_no_other(self, world, case, second_leg):
        lead, bridge = world.safeguarding_lead_at_bridge, world.caseworker_at_bridge
        assert restricts(lead, second_leg.reference).status_code == 302
        assert bridge.opens("referrals:case", second_leg.pk).status_code == 404
        assert "Nobody" in text(bridge.sends("referrals:search", sought="Kestrel"))
        assert world.caseworker.opens("referrals:case", case.pk).status_code == 200
        assert "Kestrel" in text(world.caseworker.sends("referrals:search", sought="Kestrel"))
        restriction = second_leg.restrictions.get()
        lead.sends("referrals:name_worker", restriction.pk, worker=str(bridge.worker.pk))
        assert bridge.opens("referrals:case", second_leg.pk).status_code == 200
        assert records(bridge, second_leg, outcome="no_answer").status_code == 302
        restriction.refresh_from_db()
        assert restriction.next_action == "Try to reach the person again"
        assert bridge.opens("referrals:referral", case.referral_id).status_code == 404
        assert world.second_caseworker_at_bridge.opens("referrals:case", second_leg.pk).status_code == 404
