"""Risk to a survivor: completed with them, graded for them alone, and told to nobody on the other side."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement, Errand
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from chrysalis.risk.actions import keeping
from chrysalis.risk.judging import CannotGrade
from chrysalis.tools.base import tool_of
from partners.actions import judging
from partners.models import Survivor, SurvivorAssessment, SurvivorGrade
from referrals.models import Case
from tests.partners.judged import answers, assesses, grades
from tests.partners.test_link import _case, links, looks
from tests.partners.told import survivor_from


@pytest.fixture
def survivor(world) -> Survivor:
    return survivor_from(world)


def risk_page(person, survivor) -> str:
    return person.opens("partners:risk", survivor.pk).content.decode()


YES = {f"item_{number}": "yes" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 18, 19, 20, 21)}


def test_fourteen_yes_are_visible_high_risk_and_critical_answers_are_explained(world, survivor):
    assert assesses(world.link_worker, survivor, **YES).status_code == 302
    made = SurvivorAssessment.objects.get()
    assert not made.is_partial
    page = risk_page(world.second_link_worker, survivor)
    assert "Visible high risk. 14 yes" in page
    assert "Critical answers in SafeLives Dash" in page
    assert "Separation, with control, and injury or sexual abuse" in page


@pytest.mark.parametrize("missing", ["not_asked", "no_answer", "not_known"])
def test_what_is_not_known_is_said_and_not_taken_for_no(world, survivor, missing):
    assesses(world.link_worker, survivor, item_1="yes", item_14=missing)
    page = risk_page(world.link_worker, survivor)
    assert "1 yes, and up to 2 if what is not known is true" in page
    assert "14 Threats to kill" in page
    assert "Critical answers" not in page


def test_the_victim_factors_of_a_split_tool_are_here(world, survivor):
    page = world.link_worker.opens("partners:assess-b-safer", survivor.pk).content.decode()
    assert "12. Extreme fear" in page
    assert "Mental health" not in page
    assert (
        assesses(world.link_worker, survivor, tool_of("b-safer", "2"), otherwise="absent").status_code == 302
    )
    assert SurvivorAssessment.objects.get().is_partial


def test_only_those_trained_complete_a_tool(world, survivor):
    assert "not recorded as trained" in assesses(world.second_link_worker, survivor).content.decode()
    assert not SurvivorAssessment.objects.exists()


@pytest.mark.parametrize(("age", "is_offered"), [(13, False), (15, False), (16, True), (30, True)])
def test_adult_tools_are_not_for_children(world, survivor, age, is_offered):
    Survivor.objects.update(date_of_birth=f"{timezone.localdate().year - age}-01-01")
    assert ("Assess: SafeLives Dash" in risk_page(world.link_worker, survivor)) is is_offered
    assesses(world.link_worker, survivor)
    assert SurvivorAssessment.objects.exists() is is_offered


def test_a_grade_shows_to_the_own_service_and_nobody_else(world, survivor):
    assert grades(world.link_worker, survivor, "high").status_code == 302
    survivor.refresh_from_db()
    assert survivor.grade == "high"
    assert survivor.grade_review_on == timezone.localdate() + dt.timedelta(days=28)
    assert "High risk" in world.second_link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert "High" in world.second_link_worker.opens("partners:survivors").content.decode()
    assert world.link_worker_elsewhere.opens("partners:risk", survivor.pk).status_code == 404
    for person in (world.caseworker, world.partner_support_manager, world.sergeant):
        assert person.opens("partners:risk", survivor.pk).status_code == 403


def test_nothing_of_it_is_announced_or_reaches_the_other_side(world):
    """SAFETY: that somebody was assessed says that somebody spoke."""
    case, survivor = _case(world), survivor_from(world)
    looks(world.link_worker, survivor)
    links(world.link_worker, survivor, case.client_id)
    carry()
    before = Announcement.objects.count(), ChangeEntry.objects.count(), ChangeNotice.objects.count()
    assesses(world.link_worker, survivor, **YES)
    grades(world.link_worker, survivor, "very_high")
    grades(world.link_worker, survivor, "high")
    answers(world.second_link_worker, survivor, "yes")
    carry()
    after = Announcement.objects.count(), ChangeEntry.objects.count(), ChangeNotice.objects.count()
    assert before == after
    found = Case.objects.get(pk=case.pk)
    assert (found.grade, found.grade_review_on) == ("", None)
    assert "Not graded" in world.caseworker.opens("referrals:case", case.pk).content.decode()


def test_lowering_takes_two_and_not_the_same_twice(world, survivor):
    grades(world.link_worker, survivor, "high")
    grades(world.link_worker, survivor, "standard")
    survivor.refresh_from_db()
    assert survivor.grade == "high"
    assert "Somebody else must agree" in answers(world.link_worker, survivor, "yes").content.decode()
    assert answers(world.second_link_worker, survivor, "yes").status_code == 302
    survivor.refresh_from_db()
    assert survivor.grade == "standard"


def test_a_grade_that_came_while_the_second_person_read_is_not_agreed_to_unseen(world, survivor):
    for level in ("very_high", "high"):
        grades(world.link_worker, survivor, level)
    seen = SurvivorGrade.objects.get(level="high")
    grades(world.link_worker, survivor, "standard")
    refused = answers(world.second_link_worker, survivor, "yes", seen=seen).content.decode()
    assert "Another grade waits by now" in refused
    survivor.refresh_from_db()
    assert survivor.grade == "very_high"


def test_a_second_person_may_say_no(world, survivor):
    grades(world.link_worker, survivor, "high")
    grades(world.link_worker, survivor, "standard")
    answers(world.second_link_worker, survivor, "no", "Not while they are in court.")
    survivor.refresh_from_db()
    assert survivor.grade == "high"
    assert (
        "No grade waits"
        in world.link_worker.browser.get(
            f"/survivors/{survivor.pk}/risk/second-person/", follow=True
        ).content.decode()
    )


def test_below_the_threshold_of_the_tool_takes_two(world, survivor):
    assesses(world.link_worker, survivor, **YES)
    grades(world.link_worker, survivor, "medium")
    survivor.refresh_from_db()
    assert survivor.grade == ""


def test_local_bands_count_only_where_the_service_says_so(world, survivor):
    """Ten yes are medium in some areas: there, standard takes two; elsewhere it is a judgement of one."""
    ten = {f"item_{number}": "yes" for number in (1, 2, 3, 4, 5, 7, 9, 18, 20, 21)}
    assesses(world.link_worker, survivor, **ten)
    assert "Medium, by local practice" not in risk_page(world.link_worker, survivor)
    by = make_hat(world.link_worker.membership)  # the service has no administrator in these tests
    keeping.set_rules({"local_bands": True}, seen_version=1, by=by, at=timezone.now())
    assert "Medium, by local practice" in risk_page(world.link_worker, survivor)
    grades(world.link_worker, survivor, "standard")
    survivor.refresh_from_db()
    assert survivor.grade == ""


def test_a_future_review_beyond_the_rules_is_refused(world, survivor):
    late = timezone.localdate() + dt.timedelta(days=85)
    known = {"level": "standard", "imminence": "not", "basis": "judgement", "reason": "Moved away"}
    by = make_hat(world.link_worker.membership)
    with pytest.raises(CannotGrade):
        judging.set_grade(survivor, **known, review_on=late, by=by, at=timezone.now())


def test_the_link_worker_is_told_on_the_day_and_not_where_it_was_reviewed_early(world, survivor):
    grades(world.link_worker, survivor, "high")
    errand = Errand.objects.get(handler=judging.REVIEW)
    past = timezone.now() - dt.timedelta(minutes=1)
    Errand.objects.filter(pk=errand.pk).update(due_at=past)
    carry()
    reviews = SafetyNotice.objects.filter(kind_slug="survivor-grade-review")
    assert not reviews.exists()
    grades(world.link_worker, survivor, "high")
    carry()
    Survivor.objects.update(grade_review_on=timezone.localdate())
    Errand.objects.filter(handler=judging.REVIEW).update(due_at=past)
    carry()
    assert reviews.get().worker == world.link_worker.worker
    assert "Maren" not in world.link_worker.opens("notices:notices").content.decode()
    grades(world.second_link_worker, survivor, "high")
    carry()
    assert reviews.get().acknowledged_by == world.second_link_worker.worker


def test_colleagues_are_asked_to_agree(world, survivor):
    grades(world.link_worker, survivor, "high")
    grades(world.link_worker, survivor, "medium")
    carry()
    asked = SafetyNotice.objects.get(kind_slug="survivor-grade-waits")
    assert asked.role_slug == "link-worker"
    assert not ChangeNotice.objects.filter(kind_slug="grade-waits").exists()


def test_each_step_is_in_the_log_of_this_side(world, survivor):
    assesses(world.link_worker, survivor)
    grades(world.link_worker, survivor, "high")
    written = SafetyEntry.objects.filter(word__in=["survivor-assessment.completed", "survivor-grade.set"])
    assert [survivor.pk in entry.subjects for entry in written] == [True, True]
    assert SurvivorGrade.objects.get().level_before == ""
