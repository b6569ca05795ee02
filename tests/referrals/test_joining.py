"""Two records of one person: one worker says so, another agrees, and two take it back. Nothing is moved;
nobody learns of anybody whom they may not see; and each survivor is told alone."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.conflicts import declare_conflict, end_conflict
from chrysalis.agencies.models import Conflict
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement
from chrysalis.notices.models import ChangeNotice
from partners.actions.starting import decide
from partners.models import ClientLink, News, StartAnswer, Tracing
from referrals.actions import restricting
from referrals.events import GradeSet, Level
from referrals.models import Case, Client, ContactAttempt, Handover, Joining, Referral, Restriction
from tests.architecture.twins import frozen_clock
from tests.partners.supported import happens, links_to, wants
from tests.partners.test_link import links
from tests.partners.told import survivor_from
from tests.referrals.test_custody_referral import refers
from tests.world import agree_on_handovers


OTHER_NAME = {
    "given_names": "Danny",
    "family_name": "Kestral",
    "pnc_id": "",
    "custody_record_number": "TI/9/26",
}


def accepted(world, desk, **changes) -> Case:
    before = set(Referral.objects.values_list("pk", flat=True))
    assert refers(desk, **changes).status_code == 302
    referral = Referral.objects.exclude(pk__in=before).get()
    world.caseworker.sends("referrals:accept", referral.pk)
    return Case.objects.get(referral=referral)


@pytest.fixture
def one(world) -> Case:
    return accepted(world, world.sergeant)


@pytest.fixture
def two(world, one) -> Case:
    """The same person, by a nickname, whom nobody recognised."""
    return accepted(world, world.sergeant_at_tipton, **OTHER_NAME)


def proposes(person, case: Case, other: Case, reason: str = "Same telephone, same scar."):
    fields = {"draft": str(uuid.uuid4()), "other": str(other.pk), "reason": reason}
    return person.sends("referrals:join", case.pk, **fields)


def answers(person, case: Case, decision: str = "agree", remark: str = "I know both."):
    fields = {"draft": str(uuid.uuid4()), "decision": decision, "remark": remark}
    return person.sends("referrals:answer_joining", case.pk, **fields)


def parts(person, case: Case, reason: str = "They sat beside each other in the waiting room."):
    return person.sends("referrals:part", case.pk, draft=str(uuid.uuid4()), reason=reason)


def join(world, one: Case, two: Case) -> None:
    assert proposes(world.caseworker, one, two).status_code == 302
    assert answers(world.second_caseworker, two).status_code == 302
    assert Joining.objects.get().stands


def part(world, case: Case) -> None:
    assert parts(world.caseworker, case).status_code == 302
    assert answers(world.second_caseworker, case).status_code == 302


def page_of(person, case: Case) -> str:
    return person.opens("referrals:case", case.pk).content.decode()


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of this side that names a person or a case, as it stands."""
    found = {}
    for model in apps.get_app_config("referrals").get_models():
        if model is not Joining:
            found[model.__name__] = list(model.objects.order_by("pk").values())
    return found


class TestTwoPeople:
    def test_one_proposes_with_both_in_view_and_another_agrees(self, world, one, two):
        choose = world.caseworker.opens("referrals:join", one.pk).content.decode()
        assert f"?other={two.pk}" in choose
        both = world.caseworker.opens("referrals:join", one.pk, other=str(two.pk)).content.decode()
        assert "Darnell Kestrel" in both
        assert "Danny Kestral" in both
        assert "Differs" in both
        assert f"{two.reference}, making first contact" in both
        proposes(world.caseworker, one, two)
        carry()
        assert ChangeNotice.objects.filter(kind_slug="joining-waits", subject_id=one.pk).exists()
        for case in (one, two):
            assert "Look at both" in page_of(world.second_caseworker, case)
            assert "The same person, also with you" not in page_of(world.second_caseworker, case)
        own = world.caseworker.opens("referrals:answer_joining", one.pk).content.decode()
        assert "Somebody else must agree to it" in own
        assert (
            "Same telephone, same scar."
            in world.second_caseworker.opens("referrals:answer_joining", two.pk).content.decode()
        )
        answers(world.second_caseworker, two)
        for case, other in ((one, two), (two, one)):
            page = page_of(world.caseworker, case)
            assert "The same person, also with you" in page
            assert f"{other.reference}</a>, recorded as {other.person_name}" in page
            assert "Also recorded as" in page
            assert "Same telephone, same scar." in page
            assert "I know both." in page
        carry()
        assert ChangeNotice.objects.filter(
            kind_slug="joining-answered", worker_id=world.caseworker.worker.pk
        ).exists()
        said = ChangeEntry.objects.get(word="joining.joined")
        assert {one.pk, one.client_id, two.pk, two.client_id} == set(said.subjects)
        assert (said.worker_id, said.reason) == (world.second_caseworker.worker.pk, "I know both.")

    def test_whoever_proposed_it_withdraws_it_and_never_agrees(self, world, one, two):
        proposes(world.caseworker, one, two)
        assert "Somebody has proposed this already" in proposes(world.caseworker, two, one).content.decode()
        answers(world.caseworker, one)
        assert Joining.objects.get().state == "withdrawn"
        with pytest.raises(IntegrityError), transaction.atomic():
            Joining.objects.update(state="agreed")
        proposes(world.caseworker, one, two)
        answers(world.second_caseworker, one, "decline")
        assert [each.state for each in Joining.objects.order_by("proposed_at")] == ["withdrawn", "declined"]
        assert "The same person, also with you" not in page_of(world.caseworker, one)
        assert "Declined: The same person as" in page_of(world.caseworker, one)
        assert "Nothing waits" in answers(world.second_caseworker, one).content.decode()

    def test_a_record_is_found_by_its_reference_and_one_that_is_not_ours_is_not(self, world, one, two):
        there = accepted_elsewhere(world)
        found = world.caseworker.sends("referrals:join", one.pk, reference=two.reference.lower())
        assert str(two.pk) in found.headers["Location"]
        for not_another in (there, one):
            found = world.caseworker.sends("referrals:join", one.pk, reference=not_another.reference)
            assert "No other record of yours" in found.content.decode()
        chosen = world.caseworker.opens("referrals:join", one.pk, other=str(there.pk)).content.decode()
        assert there.reference not in chosen
        assert world.caseworker.opens("referrals:join", one.pk, other="nonsense").status_code == 200
        assert world.caseworker_elsewhere.opens("referrals:join", one.pk).status_code == 404

    def test_what_is_known_not_to_be_the_same_is_not_proposed(self, world, one):
        refers(world.sergeant_at_tipton, **OTHER_NAME)
        waits = Referral.objects.get(state="received")
        world.caseworker.sends("referrals:not_same_person", waits.pk, other=str(one.pk))
        world.caseworker.sends("referrals:accept", waits.pk)
        two = Case.objects.get(referral=waits)
        for case, other in ((one, two), (two, one)):
            assert str(other.pk) not in world.caseworker.opens("referrals:join", case.pk).content.decode()
            assert "not the same person" in proposes(world.caseworker, case, other).content.decode()
        assert not Joining.objects.exists()


def accepted_elsewhere(world) -> Case:
    refers(world.sergeant_elsewhere)
    referral = Referral.objects.get(provider_agency=world.caseworker_elsewhere.membership.agency_id)
    world.caseworker_elsewhere.sends("referrals:accept", referral.pk)
    return Case.objects.get(referral=referral)


class TestOnePerson:
    def test_they_read_as_one_and_undone_each_is_exactly_what_it_was(self, world, one, two):
        before = everything()
        join(world, one, two)
        one.refresh_from_db()
        two.refresh_from_db()
        assert one.person_id == two.person_id
        for spelt in ("Kestrel", "Danny"):
            found = world.caseworker.sends("referrals:search", sought=spelt).content.decode()
            assert one.reference in found
            assert two.reference in found
        refers(world.sergeant, custody_record_number="OL/77")
        again = Referral.objects.get(state="received")
        suggested = world.caseworker.opens("referrals:referral", again.pk).content.decode()
        assert suggested.count("Accept as the same person") == 1
        part(world, two)
        after = everything()
        new = {str(again.pk)}
        kept = {
            name: [row for row in rows if not new & {str(row.get("id")), str(row.get("referral_id"))}]
            for name, rows in after.items()
        }
        statuses = kept["ReferralStatus"]
        kept["ReferralStatus"] = [row for row in statuses if str(row["referral_key"]) not in new]
        assert kept == before
        assert "The same person, also with you" not in page_of(world.caseworker, one)
        assert Joining.objects.count() == 2

    def test_taking_it_back_shows_both_again_to_each_of_the_two(self, world, one, two):
        join(world, one, two)
        first = world.caseworker.opens("referrals:part", one.pk).content.decode()
        assert "it stays where it was written" in first
        parts(world.caseworker, one)
        second = world.second_caseworker.opens("referrals:answer_joining", two.pk).content.decode()
        assert "each is what it was before" in second
        assert "They sat beside each other in the waiting room." in second

    def test_what_was_added_meanwhile_stays_where_it_was_added(self, world, one, two):
        join(world, one, two)
        fields = {"channel": "call", "outcome": "no_answer", "account": "Rang out."}
        world.caseworker.sends("referrals:record_contact", two.pk, draft=str(uuid.uuid4()), **fields)
        part(world, one)
        assert ContactAttempt.objects.get().case_id == two.pk
        assert "Rang out." in page_of(world.caseworker, two)
        assert "Rang out." not in page_of(world.caseworker, one)

    def test_a_wrong_same_person_of_triage_is_undone_by_the_same_means(self, world, one):
        refers(world.sergeant_at_tipton, **OTHER_NAME)
        waits = Referral.objects.get(state="received")
        world.caseworker.sends("referrals:accept", waits.pk, same_as=str(one.pk))
        two = Case.objects.get(referral=waits)
        assert f"Accepted as the same person as in {one.reference}." in page_of(world.caseworker, one)
        part(world, two)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.person_id, two.person_id) == (one.client_id, two.client_id)
        assert Client.objects.get(pk=two.client_id).given_names == "Danny"
        assert "Agreed: Not the same person as" in page_of(world.caseworker, two)

    def test_of_three_records_the_other_two_stay_together(self, world, one, two):
        three = accepted(world, world.sergeant, custody_record_number="OL/3", pnc_id="")
        join(world, one, two)
        proposes(world.caseworker, two, three)
        answers(world.second_caseworker, three)
        assert "of one person already" in proposes(world.caseworker, one, three).content.decode()
        part(world, one)
        cases = {case.pk: case.person_id for case in Case.objects.all()}
        assert cases[two.pk] == cases[three.pk]
        assert cases[one.pk] == one.client_id

    def test_a_leg_that_another_provider_takes_belongs_to_the_same_person(self, world, one, two):
        agree_on_handovers()
        join(world, one, two)
        bridge = world.caseworker_at_bridge.membership.agency_id
        offer = {
            "draft": str(uuid.uuid4()),
            "to_agency": str(bridge),
            "to_do": "programme",
            "summary": "Evenings.",
        }
        world.caseworker.sends("referrals:hand_over", one.pk, **offer)
        handover = Handover.objects.get()
        world.caseworker_at_bridge.sends("referrals:take", handover.pk)
        leg = Case.objects.get(handover_id=handover.pk)
        two.refresh_from_db()
        assert leg.person_id == two.person_id
        there = world.caseworker_at_bridge.opens("referrals:case", leg.pk).content.decode()
        assert two.reference not in there, "another provider reads its own cases alone"
        assert "Kestral" not in there
        part(world, two)
        leg.refresh_from_db()
        assert leg.person_id == one.client_id

    def test_while_the_work_goes_on_under_the_other_record_nobody_hears_that_it_is_over(
        self, world, one, two
    ):
        join(world, one, two)
        ends = {"ending": "moved_away", "reason": "Found work."}
        closed = Announcement.objects.filter(event="case-closed")
        world.caseworker.sends("referrals:close", one.pk, draft=str(uuid.uuid4()), **ends)
        assert not closed.exists()
        world.caseworker.sends("referrals:close", two.pk, draft=str(uuid.uuid4()), **ends)
        assert closed.count() == 1


class TestNeverTells:
    """SAFETY: what one may not see leads to nothing visible."""

    def knows(self, person, given: str, family: str) -> Conflict:
        hat = make_hat(person.membership)
        with acting_as(hat):
            return declare_conflict(
                given_names=given, family_name=family, date_of_birth="1991-03-27", kind="relative",
                by=hat, at=timezone.now(),
            )  # fmt: skip

    def test_whoever_knows_the_one_name_is_shut_out_of_the_other_as_long_as_it_stands(self, world, one, two):
        declared = self.knows(world.facilitator, "Danny", "Kestral")
        join(world, one, two)
        mine = self.knows(world.second_caseworker, "Danny", "Kestral")
        for case in (one, two):
            assert world.second_caseworker.opens("referrals:case", case.pk).status_code == 404
            assert world.caseworker.opens("referrals:case", case.pk).status_code == 200
        shown = world.second_caseworker.opens("agencies:conflicts").content.decode()
        assert "kestrel" not in shown.lower()
        follows = Conflict.objects.filter(follows__in=(declared, mine), until=None)
        assert {(each.follows_id, each.name_key) for each in follows} == {
            (declared.pk, one.name_key), (mine.pk, one.name_key)
        }  # fmt: skip
        lead = make_hat(world.safeguarding_lead.membership)
        with acting_as(lead):
            end_conflict(mine, by=lead, at=timezone.now())
        assert world.second_caseworker.opens("referrals:case", one.pk).status_code == 200
        part(world, one)
        assert not follows.filter(until=None).exists()

    def test_whoever_may_not_see_the_other_reads_of_no_proposal_and_answers_none(self, world, one, two):
        proposes(world.caseworker, one, two)
        self.knows(world.second_caseworker, "Darnell", "Kestrel")
        page = page_of(world.second_caseworker, two)
        assert "Kestrel" not in page.replace("Kestral", "")
        assert "Look at both" not in page
        assert "Nothing waits" in answers(world.second_caseworker, two).content.decode()
        assert Joining.objects.get().state == "proposed"

    def test_a_restricted_record_is_joined_with_nothing_and_its_joining_is_hidden_with_it(
        self, world, one, two
    ):
        join(world, one, two)
        hide(world, one)
        page = page_of(world.caseworker, two)
        assert one.reference not in page
        assert "same telephone" not in page.lower()
        assert "reads as one with no other" in parts(world.caseworker, two).content.decode()
        three = accepted(world, world.sergeant, custody_record_number="OL/3")
        assert str(one.pk) not in world.caseworker.opens("referrals:join", three.pk).content.decode()
        assert one.reference not in proposes(world.caseworker, three, one).content.decode()
        assert Joining.objects.get().is_restricted
        world.safeguarding_lead.sends(
            "referrals:name_worker", Restriction.objects.get().pk, worker=str(world.caseworker.worker.pk)
        )
        named = world.caseworker.opens("referrals:join", one.pk).content.decode()
        assert "nothing is said beside another record" in named
        assert "Another record of this person?" not in page_of(world.caseworker, one)


def hide(world, case: Case) -> None:
    lead = make_hat(world.safeguarding_lead.membership)
    with acting_as(lead):
        restricting.restrict(case.referral, reason="A colleague", employer=None, by=lead, at=timezone.now())


class TestAcrossTheWall:
    @pytest.fixture
    def supported(self, world, one, two):
        """One survivor of each record, with a link worker each."""
        first, second = survivor_from(world), survivor_from(world)
        links_to(world.link_worker, first, one)
        links(world.second_link_worker, second, two.client_id, name="Danny Kestral")
        carry()
        News.objects.all().delete()
        return first, second

    def heard(self, survivor) -> list[str]:
        news = News.objects.filter(survivor=survivor).order_by("heard_at")
        return list(news.values_list("kind_slug", flat=True))

    def test_each_survivor_hears_of_both_records_alone_and_of_their_own_again_once_they_are_parted(
        self, world, one, two, supported
    ):
        first, second = supported
        join(world, one, two)
        carry()
        for survivor in supported:
            assert self.heard(survivor) == ["records-joined"]
        happens(GradeSet, two, level=Level.HIGH, is_raised=True)
        for survivor in supported:
            assert self.heard(survivor) == ["records-joined", "risk-raised"]
        part(world, one)
        carry()
        for survivor in supported:
            assert self.heard(survivor)[-1] == "records-parted"
        happens(GradeSet, two, level=Level.VERY_HIGH, is_raised=True)
        assert len(self.heard(first)) == 3
        assert len(self.heard(second)) == 4

    def test_neither_link_worker_reads_of_the_other_survivor(self, world, one, two, supported):
        first, second = supported
        join(world, one, two)
        carry()
        for person, own, other in (
            (world.link_worker, first, second),
            (world.second_link_worker, second, first),
        ):
            page = person.opens("partners:survivor", own.pk).content.decode()
            news = News.objects.get(survivor=own)
            telling = person.opens("partners:tell", news.pk).content.decode()
            assert str(other.pk) not in page + telling

    def test_the_start_gate_answers_for_the_whole_person_and_forgets_when_parted(self, world, one, two):
        survivor = survivor_from(world)
        links_to(world.link_worker, survivor, one)
        carry()
        tomorrow = timezone.now() + dt.timedelta(days=1)
        wants(world.link_worker, survivor, "no_contact_wanted")
        decide([dt.time(6)], at=tomorrow)
        assert gate(one, two) == ["clear", "hold"]
        join(world, one, two)
        assert gate(one, two) == ["clear", "hold"], "an answer changes at set times alone"
        decide([dt.time(6)], at=tomorrow + dt.timedelta(days=1))
        assert gate(one, two) == ["clear", "clear"]
        part(world, two)
        carry()
        assert gate(one, two) == ["hold", "hold"]
        decide([dt.time(6)], at=tomorrow + dt.timedelta(days=2))
        assert gate(one, two) == ["clear", "hold"]
        assert Tracing.objects.filter(client_id=two.client_id, state="waits").exists()

    def test_whether_anybody_is_linked_changes_nothing_that_this_side_reads(self, world, one, two):
        join(world, one, two)
        carry()
        page_of(world.caseworker, one)  # which says what was done
        with frozen_clock():
            before = page_of(world.caseworker, one)
            links(world.link_worker, survivor_from(world), two.client_id, name="Danny Kestral")
            assert ClientLink.objects.get().client_id == two.client_id
            carry()
            again = page_of(world.caseworker, one)
        assert strip(again) == strip(before)


def gate(*cases: Case) -> list[str]:
    return [StartAnswer.objects.get(client_id=case.client_id).after_contact for case in cases]


def strip(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
