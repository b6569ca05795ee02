"""Something new of somebody whose case is open: it joins that case, the grade is due today, whoever supports
somebody harmed hears at once, and whoever sent it reads what is always read."""

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as, as_system
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from partners.definers import supporters_of
from partners.models import News, Slip, Survivor
from referrals.actions import restricting
from referrals.models import Case, Client, Grade, GradeAnswer, Incident, Referral, ReferralStatus
from tests.partners.supported import linked, links_to
from tests.partners.test_receiving import sends_both
from tests.partners.told import survivor_from
from tests.referrals.judged import answers, grades
from tests.referrals.judged import assesses as assess
from tests.referrals.test_custody_referral import reference_of, refers
from tests.referrals.test_matching import page_of, sent
from tests.referrals.test_release import _typed
from tests.referrals.test_risk import today
from tests.referrals.test_triage import drafted, text


KEEP = "Keep it with the open case"


@pytest.fixture
def case(world) -> Case:
    """Graded, so that the next review is months away."""
    world.caseworker.sends("referrals:accept", sent(world.sergeant).pk)
    case = Case.objects.get()
    grades(world.caseworker, case, "medium")
    carry()
    case.refresh_from_db()
    return case


@pytest.fixture
def again(world, case) -> Referral:
    return sent(
        world.sergeant_at_tipton,
        family_name="Kestral",
        custody_record_number="TI/9/26",
        telephone="07700 900456",
        occasion="arrest",
        alleged_offence="Breach of bail",
        staying_at="",
    )


def joins(person, referral, case, kind="arrest"):
    return person.sends("referrals:join_case", referral.pk, same_as=str(case.pk), kind=kind)


def records(person, case, **changes):
    fields = {
        "kind": "breach",
        "told_by": "PC 4410 Finch, Kent Police",
        "way": "telephone",
        "told_at": "",
        "account": "Was at an address that bail forbids. Alleged, and not charged.",
    }
    return person.sends("referrals:record_incident", case.pk, **drafted(**(fields | changes)))


class TestJoining:
    def test_it_is_kept_with_the_open_case_and_grades_are_due_today(self, world, case, again):
        assert case.grade_review_on > timezone.localdate()
        page = page_of(world.second_caseworker, again)
        assert KEEP in page
        assert 'value="arrest" checked' in page
        joined = joins(world.second_caseworker, again, case)
        assert joined.headers["Location"] == f"/cases/{case.pk}/"
        assert (Case.objects.count(), Client.objects.count()) == (1, 1)
        case.refresh_from_db()
        assert case.grade_review_on == timezone.localdate()
        page = text(world.caseworker.opens("referrals:case", case.pk))
        assert "Grade again today" in page
        assert "An arrest on 14 November 2026" in page
        assert "Breach of bail" in page
        assert f'href="/referrals/{again.pk}/"' in page
        carry()
        notice = ChangeNotice.objects.get(kind_slug="incident-recorded")
        assert notice.worker == world.caseworker.worker
        grades(world.caseworker, case, "high")
        carry()
        notice.refresh_from_db()
        assert notice.acknowledged_at
        assert "Grade again today" not in text(world.caseworker.opens("referrals:case", case.pk))
        back = text(world.caseworker.opens("referrals:referral", again.pk))
        assert f'href="/cases/{case.pk}/"' in back
        assert KEEP not in back

    def test_the_sender_reads_what_is_read_of_anybody(self, world, case, again):
        """SAFETY: of somebody new and of somebody known the same words, here and on the list."""
        stranger = sent(
            world.sergeant_at_tipton, given_names="Piotr", family_name="Windrush", pnc_id="",
            date_of_birth_year="1960", custody_record_number="X/1", telephone="",
        )  # fmt: skip
        joins(world.caseworker, again, case)
        world.caseworker.sends("referrals:accept", stranger.pk)
        receipts = [
            re.sub(
                rf'csrfmiddlewaretoken" value="\w+"|{each.reference}',
                "",
                text(world.sergeant_at_tipton.opens("referrals:receipt", each.reference)),
            )
            for each in (again, stranger)
        ]
        assert "Accepted" in receipts[0]
        assert receipts[0] == receipts[1]
        assert set(ReferralStatus.objects.values_list("word", flat=True)) == {"accepted"}

    def test_the_case_is_found_by_what_the_referral_said(self, world, case, again):
        joins(world.caseworker, again, case)
        for sought in ("Darnell Kestral", "07700 900456", again.reference):
            found = world.caseworker.sends("referrals:search", sought=sought).content.decode()
            assert case.reference in found

    def test_only_an_open_case_of_ours_is_joined_and_once(self, world, case, again):
        for kind in ("", "anything"):
            joins(world.caseworker, again, case, kind=kind)
        joins(world.caseworker, again, again)
        Case.objects.update(is_restricted=True)
        joins(world.caseworker, again, case)
        Case.objects.update(is_restricted=False)
        ends = drafted(ending="moved_away", reason="Found work.")
        world.caseworker.sends("referrals:close", case.pk, **ends)
        assert KEEP not in page_of(world.caseworker, again)
        joins(world.caseworker, again, case)
        again.refresh_from_db()
        assert again.state == "received"
        assert not Incident.objects.exists()

    def test_the_second_of_two_who_decide_is_told(self, world, case, again):
        joins(world.caseworker, again, case)
        second = joins(world.second_caseworker, again, case)
        assert "Somebody was before you" in text(world.second_caseworker.get(second.headers["Location"]))
        assert Incident.objects.count() == 1
        assert joins(world.caseworker_elsewhere, again, case).status_code == 404

    def test_restricting_the_case_hides_what_joined_it(self, world, case, again):
        """Whichever of the two a lead asks for."""
        joins(world.caseworker, again, case)
        lead = make_hat(world.safeguarding_lead.membership)
        again.refresh_from_db()
        with acting_as(lead):
            restricting.restrict(again, reason="A colleague", employer=None, by=lead, at=timezone.now())
        for name, key in (("case", case.pk), ("referral", again.pk)):
            assert world.caseworker.opens(f"referrals:{name}", key).status_code == 404
        found = world.caseworker.sends("referrals:search", sought="Darnell Kestral").content.decode()
        assert "Nobody found" in found


def test_a_grade_that_waits_lapses_when_something_new_is_told(world, case):
    """SAFETY: what was judged before an arrest says nothing of the person after it."""
    assert grades(world.caseworker, case, "standard").status_code == 302
    page = text(world.second_caseworker.opens("referrals:cases"))
    assert "Answer a lowered grade, as a second person" in page
    seen = Grade.objects.get(level="standard")
    records(world.second_caseworker, case, kind="arrest")
    carry()
    late = answers(world.second_caseworker, case, "yes", seen=seen)
    assert late.headers["Location"] == f"/cases/{case.pk}/risk/"
    page = text(world.second_caseworker.opens("referrals:risk", case.pk))
    assert "A lowered grade has lapsed" in page
    assert "nobody can agree to it any more" in page
    assert not GradeAnswer.objects.exists()
    case.refresh_from_db()
    assert (case.grade, case.soonest[0]) == ("medium", "Grade again: something new was told")
    assert "Grade again today" in text(world.caseworker.opens("referrals:case", case.pk))
    lapsed = ChangeNotice.objects.get(kind_slug="grade-lapsed")
    assert lapsed.worker == world.caseworker.worker
    assert ChangeNotice.objects.get(kind_slug="grade-waits").acknowledged_at
    # Made after the news, and read with it: what is told, and what the tool came to, stand beside the answer.
    assert assess(world.caseworker, case, on=today()).status_code == 302
    grades(world.caseworker, case, "standard")
    page = text(world.second_caseworker.opens("referrals:answer_grade", case.pk))
    assert "Was at an address that bail forbids" in page
    assert "B-SAFER" in page
    assert answers(world.second_caseworker, case, "yes").status_code == 302
    assert "Grade again today" not in text(world.caseworker.opens("referrals:case", case.pk))


class TestTold:
    def test_a_breach_told_by_telephone_has_the_same_consequences(self, world, case):
        assert "Enter what you were told" in text(records(world.caseworker, case, account=""))
        tomorrow = timezone.localtime() + dt.timedelta(days=1)
        assert "must be in the past" in text(records(world.caseworker, case, told_at=_typed(tomorrow)))
        assert records(world.caseworker, case).status_code == 302
        case.refresh_from_db()
        assert case.grade_review_on == timezone.localdate()
        page = text(world.caseworker.opens("referrals:case", case.pk))
        assert "Told by PC 4410 Finch, Kent Police, by telephone" in page
        assert "Was at an address that bail forbids" in page
        assert "Told: a breach of an order or of conditions" in page
        facts = Announcement.objects.get(event="incident-recorded").facts
        assert facts["happened"] == "breach"
        assert "bail forbids" not in str(facts)

    def test_somebody_who_was_never_graded_is_to_be_graded(self, world):
        world.caseworker.sends("referrals:accept", sent(world.sergeant).pk)
        case = Case.objects.get()
        records(world.caseworker, case, kind="incident", happened_on_day="1", happened_on_month="3",
                happened_on_year="2026")  # fmt: skip
        page = text(world.caseworker.opens("referrals:case", case.pk))
        assert "A new incident on 1 March 2026" in page
        assert "nobody has graded since" in page

    def test_a_case_that_is_over_takes_nothing_new(self, world, case):
        records(world.caseworker, case)
        world.caseworker.sends("referrals:close", case.pk, **drafted(ending="moved_away"))
        assert "This case is over" in text(records(world.caseworker, case))
        assert Incident.objects.count() == 1
        assert "Grade again today" not in text(world.caseworker.opens("referrals:case", case.pk))
        assert world.caseworker_elsewhere.opens("referrals:record_incident", case.pk).status_code == 404


class TestUpwards:
    def test_whoever_supports_somebody_harmed_hears_at_once(self, world):
        """Due by the survivor's own grade; the kind, and no word of what was told."""
        case, survivor = linked(world)
        records(world.caseworker, case)
        carry()
        news = News.objects.get(kind_slug="client-incident")
        assert (news.survivor_id, news.detail) == (survivor.pk, "breach")
        notice = SafetyNotice.objects.get(subject_id=news.pk)
        assert (notice.worker, notice.due_at) == (world.link_worker.worker, news.due_at)
        page = text(world.link_worker.opens("partners:tell", news.pk))
        assert "A breach of an order or of conditions was told" in page
        assert "bail forbids" not in page
        assert world.caseworker.opens("partners:tell", news.pk).status_code == 403

    def test_whoever_is_linked_later_is_told_what_still_holds(self, world, case):
        records(world.caseworker, case)
        carry()
        survivor = survivor_from(world)
        links_to(world.link_worker, survivor, case)
        carry()
        kinds = [part.kind_slug for part in News.objects.get().parts]
        assert "client-incident" in kinds

    def test_whoever_was_told_of_beside_what_joined_hears_of_the_person_too(self, world, case):
        """A second survivor, told of when the person was arrested again."""
        again = sends_both(world)
        slip = Slip.objects.get(came_with=again.sent_as)
        joins(world.caseworker, again, case)
        carry()
        world.link_worker.sends("partners:file", slip.pk, about="new")
        carry()
        survivor = Survivor.objects.get(filings__slip=slip)
        assert [found.survivor_id for found in supporters_of_as_courier(case)] == [survivor.pk]
        told = News.objects.filter(survivor=survivor)
        assert "danger-from-before" in set(told.values_list("kind_slug", flat=True))


def supporters_of_as_courier(case: Case):
    with as_system("courier"):
        return supporters_of(case.client_id)


def test_what_is_new_is_asked_and_never_whether_they_are_known(world):
    page = text(world.sergeant.opens("referrals:submit"))
    assert "Is there something new?" in page
    assert "received, as always" in page
    reference = reference_of(refers(world.sergeant, occasion="breach", draft=str(uuid.uuid4())))
    read = text(world.caseworker.opens("referrals:referral", Referral.objects.get(reference=reference).pk))
    assert "A breach of an order or of conditions" in read
