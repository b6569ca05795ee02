"""Somebody who was referred before is known again; nobody is joined by itself; and nobody learns of anybody
whom they may not see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement
from partners.models import News, Tracing
from referrals.actions import restricting
from referrals.matching import candidates
from referrals.models import Case, Client, Identifier, LegProgress, NotSamePerson, Referral, Step
from tests.partners.supported import linked
from tests.referrals.test_custody_referral import refers


HEADING = "May be somebody you already know"


def sent(person, **changes) -> Referral:
    before = set(Referral.objects.values_list("pk", flat=True))
    assert refers(person, **changes).status_code == 302
    return Referral.objects.exclude(pk__in=before).get()


def page_of(person, referral) -> str:
    return person.opens("referrals:referral", referral.pk).content.decode()


@pytest.fixture
def case(world) -> Case:
    world.caseworker.sends("referrals:accept", sent(world.sergeant).pk)
    return Case.objects.get()


@pytest.fixture
def again(world, case) -> Referral:
    """The same person, arrested again at another desk, where the name was heard otherwise."""
    return sent(
        world.sergeant_at_tipton, family_name="Kestral", custody_record_number="TI/9/26", telephone=""
    )


class TestSuggested:
    def test_the_page_says_who_why_how_sure_and_what_came_of_it(self, world, case, again):
        page = page_of(world.caseworker, again)
        assert HEADING in page
        assert "Same PNC ID; surname spelt nearly alike; same forename; born the same day" in page
        assert "Strong" in page
        assert "making first contact" in page
        assert f'href="/cases/{case.pk}/"' in page
        assert re.search(
            r"was referred before\. Kestrel, Darnell, \d+ \w+ \d{4}: making first contact\.", page
        )

    def test_what_came_of_earlier_referrals_is_said_in_closed_words(self, world, case, again):
        fields = {"ending": "moved_away", "reason": "Found work."}
        world.caseworker.sends("referrals:close", case.pk, draft=str(again.pk), **fields)
        assert re.search(r"closed on \d+ \w+ \d{4}, moved out of the area", page_of(world.caseworker, again))
        assert "Found work" not in page_of(world.caseworker, again)

    def test_a_referral_that_was_not_taken_is_shown_and_cannot_be_joined(self, world):
        first = sent(world.sergeant)
        world.caseworker.sends("referrals:refuse", first.pk, draft=str(first.pk), reason="outside_area")
        page = page_of(world.caseworker, sent(world.sergeant))
        assert re.search(r"not accepted on \d+ \w+ \d{4}", page)
        assert "Accept as the same person" not in page

    def test_a_stranger_brings_no_suggestion(self, world, case):
        stranger = sent(
            world.sergeant, given_names="Piotr", family_name="Windrush", pnc_id="", telephone="",
            date_of_birth_year="1960", custody_record_number="X/1",
        )  # fmt: skip
        page = page_of(world.caseworker, stranger)
        assert HEADING not in page
        assert "Accept and open a case" in page

    def test_a_twin_is_a_warning_and_no_match(self, world, case):
        twin = sent(
            world.sergeant, given_names="Marlon", pnc_id="", custody_record_number="X/2", telephone=""
        )
        page = page_of(world.caseworker, twin)
        assert "may be a twin" in page
        assert "Not a match: look twice" in page
        assert "Accept as the same person" not in page

    def test_who_was_shown_is_in_the_log(self, world, case, again):
        page_of(world.caseworker, again)
        entry = ChangeEntry.objects.filter(word="person.read").order_by("-at", "-id").first()
        shown = {key for each in ChangeEntry.objects.filter(word="person.read") for key in each.subjects}
        assert case.pk in shown
        assert entry.worker_id == world.caseworker.worker.pk

    def test_a_decided_referral_is_compared_with_nobody(self, world, case, again):
        world.caseworker.sends("referrals:accept", again.pk)
        assert HEADING not in page_of(world.caseworker, again)


class TestMarkedInTheInbox:
    MARK = "May be known to you"

    def inbox_of(self, person) -> str:
        return person.opens("referrals:inbox").content.decode()

    def test_who_may_be_known_is_marked_before_anybody_opens_it(self, world, case, again):
        sent(
            world.sergeant, given_names="Piotr", family_name="Windrush", pnc_id="", telephone="",
            date_of_birth_year="1960", custody_record_number="X/1",
        )  # fmt: skip
        page = self.inbox_of(world.caseworker)
        assert page.count(self.MARK) == 1
        assert f"{again.reference}. {self.MARK}" in page
        assert self.MARK not in world.sergeant.opens("referrals:sent").content.decode()

    def test_two_who_wait_are_marked_by_each_other_and_a_namesake_is_not(self, world):
        """By the day of birth and how the name sounds; without a number."""
        told = {"pnc_id": "", "telephone": ""}
        one = sent(world.sergeant, custody_record_number="X/1", **told)
        sent(world.sergeant, custody_record_number="X/2", date_of_birth_year="1960", **told)
        assert self.MARK not in self.inbox_of(world.caseworker)
        two = sent(world.sergeant, custody_record_number="X/3", family_name="Kestrul", **told)
        page = self.inbox_of(world.caseworker)
        assert page.count(self.MARK) == 2
        assert all(f"{each.reference}. {self.MARK}" in page for each in (one, two))

    def test_whom_the_worker_may_not_see_marks_nobody(self, world, case, again):
        sent(world.sergeant_elsewhere)
        assert self.MARK not in self.inbox_of(world.caseworker_elsewhere)
        hat = make_hat(world.second_caseworker.membership)
        with acting_as(hat):
            declare_conflict(
                given_names="Darnell", family_name="Kestrel", date_of_birth="1991-03-27", kind="relative",
                by=hat, at=timezone.now(),
            )  # fmt: skip
        assert self.MARK not in self.inbox_of(world.second_caseworker)
        assert self.MARK in self.inbox_of(world.caseworker)


class TestSamePerson:
    def join(self, person, referral, case):
        return person.sends("referrals:accept", referral.pk, same_as=str(case.pk))

    def test_accepting_opens_a_further_case_for_the_person_known(self, world, case, again):
        joined = self.join(world.second_caseworker, again, case)
        further = Case.objects.get(referral=again)
        assert joined.headers["Location"] == f"/cases/{further.pk}/"
        case.refresh_from_db()
        assert further.client_id != case.client_id
        assert further.person_id == case.person_id
        assert further.person_name == "Kestral, Darnell"  # as it came, so that the two can be parted again
        assert set(Identifier.objects.values_list("kind", "raw")) == {("pnc", "12/394773H")}
        assert Step.objects.get(case=further).reason == f"The same person as in {case.reference}."
        assert LegProgress.objects.count() == 2
        page = world.caseworker.opens("referrals:case", further.pk).content.decode()
        assert "The same person, also with you" in page
        assert f'href="/cases/{case.pk}/"' in page

    def test_nothing_is_joined_unless_somebody_says_so(self, world, case, again):
        world.caseworker.sends("referrals:accept", again.pk)
        assert Client.objects.count() == 2

    def test_the_person_is_found_by_either_spelling(self, world, case, again):
        self.join(world.caseworker, again, case)
        for spelt in ("Kestrel", "Kestral"):
            found = world.caseworker.sends("referrals:search", sought=f"Darnell {spelt}").content.decode()
            assert again.reference in found
            assert case.reference in found

    def test_a_third_referral_meets_one_person_with_two_earlier_times(self, world, case, again):
        self.join(world.caseworker, again, case)
        page = page_of(world.caseworker, sent(world.sergeant))
        assert page.count("Accept as the same person") == 1
        assert page.count("making first contact") >= 2

    @pytest.mark.parametrize("same_as", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
    def test_somebody_who_is_not_there_is_not_joined(self, world, case, again, same_as):
        world.caseworker.sends("referrals:accept", again.pk, same_as=same_as)
        again.refresh_from_db()
        assert again.state == "received"

    def test_a_case_of_another_agency_or_scheme_is_not_joined(self, world, case, again):
        there = sent(world.sergeant_elsewhere)
        world.caseworker_elsewhere.sends("referrals:accept", there.pk)
        self.join(world.caseworker, again, Case.objects.get(referral=there))
        again.refresh_from_db()
        assert again.state == "received"

    def test_a_restricted_case_is_not_joined(self, world, case, again):
        Case.objects.update(is_restricted=True)
        self.join(world.caseworker, again, case)
        again.refresh_from_db()
        assert again.state == "received"

    def test_while_one_of_two_cases_goes_on_nobody_hears_that_the_work_is_over(self, world, case, again):
        self.join(world.caseworker, again, case)
        ends = {"ending": "moved_away", "reason": "Found work."}
        closed = Announcement.objects.filter(event="case-closed")
        world.caseworker.sends("referrals:close", case.pk, draft=str(again.pk), **ends)
        case.refresh_from_db()
        assert case.state == "closed"
        assert not closed.exists()
        further = Case.objects.get(referral=again)
        world.caseworker.sends("referrals:close", further.pk, draft=str(further.pk), **ends)
        assert closed.count() == 1


class TestNotSame:
    def say(self, person, referral, other):
        return person.sends("referrals:not_same_person", referral.pk, other=str(other.pk))

    def test_it_is_kept_on_both_sides_and_can_be_taken_back(self, world, case, again):
        assert self.say(world.caseworker, again, case).status_code == 302
        page = page_of(world.second_caseworker, again)
        assert HEADING not in page
        assert "Known not to be the same person" in page
        self.say(world.second_caseworker, again, case)
        assert NotSamePerson.objects.count() == 1
        world.second_caseworker.sends("referrals:may_be_same_person", again.pk, other=str(case.pk))
        assert HEADING in page_of(world.caseworker, again)
        said = NotSamePerson.objects.get()
        assert said.taken_back_by_id == world.second_caseworker.worker.pk
        self.say(world.caseworker, again, case)
        assert NotSamePerson.objects.count() == 2

    def test_two_referrals_that_wait_are_told_apart_from_either_page(self, world):
        one, other = sent(world.sergeant), sent(world.sergeant_at_tipton)
        assert HEADING in page_of(world.caseworker, one)
        self.say(world.caseworker, other, one)
        assert HEADING not in page_of(world.caseworker, one)
        world.caseworker.sends("referrals:may_be_same_person", one.pk, other=str(other.pk))
        assert HEADING in page_of(world.caseworker, other)

    def test_what_is_not_there_cannot_be_told_apart(self, world, case, again):
        there = sent(world.sergeant_elsewhere)
        for other in (there, again):
            self.say(world.caseworker, again, other)
        world.caseworker.sends("referrals:not_same_person", again.pk, other="nobody")
        assert not NotSamePerson.objects.exists()
        assert self.say(world.caseworker_elsewhere, again, there).status_code == 404

    def test_both_are_in_the_log(self, world, case, again):
        self.say(world.caseworker, again, case)
        world.caseworker.sends("referrals:may_be_same_person", again.pk, other=str(case.pk))
        words = set(ChangeEntry.objects.values_list("word", flat=True))
        assert {"person.not-same", "person.not-same-taken-back"} <= words


class TestNeverTells:
    """SAFETY: what somebody may not see changes neither what they read nor what it took to answer."""

    def asked(self, person, referral) -> tuple[str, list[str]]:
        with CaptureQueriesContext(connection) as taken:
            page = page_of(person, referral)
        shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in taken]
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page), shapes

    def test_somebody_known_to_another_agency(self, world, case):
        """The same bytes, by as many questions, whether or not an agency across the river knows them."""
        there = sent(world.sergeant_elsewhere)
        self.asked(world.caseworker_elsewhere, there)
        before = self.asked(world.caseworker_elsewhere, there)
        sent(world.sergeant)
        assert self.asked(world.caseworker_elsewhere, there) == before
        assert HEADING not in before[0]

    def test_a_restricted_case(self, world, case):
        unknown = sent(
            world.sergeant, given_names="Xavier", family_name="Quillfeather", pnc_id="", telephone="",
            date_of_birth_year="1950", custody_record_number="X/9",
        )  # fmt: skip
        again = sent(world.sergeant)
        assert HEADING in page_of(world.caseworker, again)
        lead = make_hat(world.safeguarding_lead.membership)
        with acting_as(lead):
            restricting.restrict(
                case.referral, reason="A colleague", employer=None, by=lead, at=timezone.now()
            )
        page, shapes = self.asked(world.caseworker, again)
        assert HEADING not in page
        assert case.reference not in page
        assert shapes == self.asked(world.caseworker, unknown)[1]

    def test_somebody_the_worker_knows(self, world, case, again):
        hat = make_hat(world.caseworker.membership)
        with acting_as(hat):
            declare_conflict(
                given_names="Darnell", family_name="Kestrel", date_of_birth="1991-03-27", kind="relative",
                by=hat, at=timezone.now(),
            )  # fmt: skip
        assert HEADING not in page_of(world.caseworker, again)
        assert HEADING in page_of(world.second_caseworker, again)

    def test_joined_with_somebody_a_worker_knows_it_is_hidden_from_them(self, world, case, again):
        hat = make_hat(world.caseworker.membership)
        with acting_as(hat):
            declare_conflict(
                given_names="Darnell", family_name="Kestrel", date_of_birth="1991-03-27", kind="relative",
                by=hat, at=timezone.now(),
            )  # fmt: skip
        assert world.caseworker.opens("referrals:referral", again.pk).status_code == 200
        world.second_caseworker.sends("referrals:accept", again.pk, same_as=str(case.pk))
        assert world.caseworker.opens("referrals:referral", again.pk).status_code == 404
        found = world.caseworker.sends("referrals:search", sought="Kestral").content.decode()
        assert "Nobody found" in found

    def test_a_restricted_referral_is_compared_with_nobody(self, world, case):
        hidden = sent(world.sergeant, agency_link="yes")
        assert candidates(make_hat(world.caseworker.membership), hidden) == []


def test_whoever_supports_somebody_harmed_hears_of_the_further_case(world):
    """The wall holds one way: a link worker hears, and nothing on this side changes by it."""
    case, survivor = linked(world)
    again = sent(world.sergeant_at_tipton, family_name="Kestral", custody_record_number="TI/9/26")
    world.caseworker.sends("referrals:accept", again.pk, same_as=str(case.pk))
    carry()
    told = News.objects.get(kind_slug="client-taken-on")
    assert told.survivor_id == survivor.pk
    assert not Tracing.objects.filter(client_id=case.client_id, state="waits").exists()
