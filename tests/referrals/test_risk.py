"""Risk on the change side: who completes a tool, how a grade is set and lowered, what follows from it."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement, Errand
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from chrysalis.risk.actions import keeping
from chrysalis.risk.judging import CannotAgree, CannotGrade
from referrals.actions import judging
from referrals.events import GradeSet
from referrals.models import Assessment, Case, Client, Grade, GradeAnswer, Referral
from tests.referrals.judged import answers, assesses, grades
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


@pytest.fixture
def rules(world):
    """The agency sets its own rules, as its administrator does."""

    def set_to(**values):
        by = make_hat(world.administrator.membership)
        return keeping.set_rules(values, seen_version=1, by=by, at=timezone.now())

    return set_to


def risk_page(person, case) -> str:
    return person.opens("referrals:risk", case.pk).content.decode()


def today() -> tuple[str, str, str]:
    here = timezone.localdate()
    return f"{here.day}", f"{here.month}", f"{here.year}"


def announced() -> list[dict]:
    found = Announcement.objects.filter(event=GradeSet.slug).order_by("announced_at", "id")
    return [each.facts for each in found]


def test_a_trained_caseworker_completes_the_part_of_this_side(world, case):
    page = world.caseworker.opens("referrals:assess-b-safer", case.pk).content.decode()
    assert "10. Mental health" in page
    assert "Extreme fear" not in page
    sent = assesses(world.caseworker, case, item_1="present", item_9="omitted", on=today())
    assert sent.status_code == 302
    made = Assessment.objects.get()
    assert (made.is_partial, made.tool_version, made.opinion) == (True, "2", "moderate")
    assert made.answers["9"] == "omitted"
    shown = risk_page(world.second_caseworker, case)
    assert "Moderate" in shown
    assert "1 Acts" in shown
    assert "Partial: the other factors are not completed here" in shown


def test_where_nobody_is_trained_the_page_says_so(world, case):
    by, place = make_hat(world.administrator.membership), world.caseworker.membership
    keeping.record_training(place, "b-safer", is_trained=False, until=None, by=by, at=timezone.now())
    page = world.second_caseworker.opens("referrals:assess-b-safer", case.pk).content.decode()
    assert "Nobody in your agency is recorded as trained in it." in page


def test_no_training_is_recorded_of_a_role_that_completes_no_tools(world):
    page = world.administrator.opens("risk:record_training", world.information_officer.membership.pk)
    assert "Nobody in this role completes tools." in page.content.decode()


def test_a_first_grade_below_the_tool_is_listed_while_it_waits(world, case):
    """None holds yet, so there is no line to draw; and it must not read as if nobody had graded."""
    assert assesses(world.caseworker, case, conclusion="high", on=today()).status_code == 302
    assert grades(world.caseworker, case, "standard").status_code == 302
    assert Grade.objects.get().needs_second
    page = risk_page(world.second_caseworker, case)
    assert "Waits for a second person" in page
    assert "Nobody has graded yet" not in page
    assert "no grade holds: go by what the tool found" in page
    listed = world.second_caseworker.opens("referrals:cases").content.decode()
    assert "High (tool)" in listed
    for page in ("referrals:case", "referrals:risk", "interventions:programmes", "interventions:attendance"):
        assert "High risk" in world.caseworker.opens(page, case.pk).content.decode(), page
    assert "Not graded" not in listed
    answer = world.second_caseworker.opens("referrals:answer_grade", case.pk).content.decode()
    assert "No: it does not hold, and the person is to be graded again" in answer
    assert answers(world.second_caseworker, case, "no", "The tool says more.").status_code == 302
    assert "it does not hold" not in risk_page(world.caseworker, case)


def test_whoever_is_not_trained_reads_who_is(world, case):
    page = world.second_caseworker.opens("referrals:assess-b-safer", case.pk).content.decode()
    assert "You are not recorded as trained in B-SAFER" in page
    assert "Caseworker" in page
    assert assesses(world.second_caseworker, case, on=today()).status_code == 200
    assert not Assessment.objects.exists()
    assert "Second Caseworker" not in page.split("Who can")[1].split("</ul>")[0]


def test_the_administrator_says_who_is_trained_and_until_when(world, case):
    place = world.second_caseworker.membership
    said = {"tool": "b-safer", "is_trained": "yes", "until_day": "", "until_month": "", "until_year": ""}
    assert world.administrator.sends("risk:record_training", place.pk, **said).status_code == 302
    assert (
        "until further notice" in world.administrator.opens("risk:record_training", place.pk).content.decode()
    )
    assert assesses(world.second_caseworker, case, on=today()).status_code == 302
    world.administrator.sends("risk:record_training", place.pk, **(said | {"is_trained": "no"}))
    assert "not recorded as trained" in assesses(world.second_caseworker, case, on=today()).content.decode()
    assert Assessment.objects.count() == 1


def test_training_that_ran_out_lets_nobody_assess(world, case):
    place, at = world.second_caseworker.membership, timezone.now()
    ended = timezone.localdate(at) - dt.timedelta(days=1)
    by = make_hat(world.administrator.membership)
    keeping.record_training(place, "b-safer", is_trained=True, until=ended, by=by, at=at)
    assert "not recorded as trained" in assesses(world.second_caseworker, case, on=today()).content.decode()


def test_a_past_end_and_a_tool_of_the_other_side_are_refused(world):
    place = world.second_caseworker.membership
    past = {
        "tool": "b-safer",
        "is_trained": "yes",
        "until_day": "1",
        "until_month": "1",
        "until_year": "2020",
    }
    refused = world.administrator.sends("risk:record_training", place.pk, **past).content.decode()
    assert "Until must be today or later" in refused
    other = world.administrator.sends(
        "risk:record_training", place.pk, **(past | {"tool": "safelives-dash", "until_year": ""})
    )
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"item_3": ""}, "Choose an answer to “3. Escalation”"),
        ({"item_3": "yes"}, "Select a valid choice"),
        ({"conclusion": ""}, "Choose your conclusion"),
        ({"on": ("1", "1", "2999")}, "Assessed on must be today or in the past"),
        ({"supersedes": str(uuid.uuid4())}, "There is nothing here to correct"),
    ],
)
def test_an_unfinished_tool_gets_a_message(world, case, changes, message):
    refused = assesses(world.caseworker, case, **({"on": today()} | changes))
    assert refused.status_code == 200
    assert message in refused.content.decode()
    assert not Assessment.objects.exists()
    assert assesses(world.caseworker, case, on=today()).status_code == 302


def test_a_correction_takes_the_place_of_the_first_and_both_stay(world, case):
    assesses(world.caseworker, case, conclusion="high", on=today())
    first = Assessment.objects.get()
    page = world.caseworker.opens(
        "referrals:assess-b-safer", case.pk, corrects=str(first.pk)
    ).content.decode()
    assert f'value="{first.pk}"' in page
    assert assesses(world.caseworker, case, on=today(), supersedes=str(first.pk)).status_code == 302
    assert Assessment.objects.count() == 2
    assert "A later one took its place" in risk_page(world.caseworker, case)
    again = assesses(world.caseworker, case, on=today(), supersedes=str(first.pk))
    assert "Somebody has corrected this already" in again.content.decode()
    # The corrected one said high; what counts now says moderate.
    grades(world.caseworker, case, "medium", basis="tool")
    case.refresh_from_db()
    assert case.grade == "medium"


@pytest.mark.parametrize(
    ("born", "is_offered"), [(10, False), (15, False), (17, False), (18, True), (40, True)]
)
def test_adult_tools_are_not_offered_to_children(world, case, born, is_offered):
    here = timezone.localdate()
    Client.objects.update(date_of_birth=f"{here.year - born}-01-01")
    assert ("Assess: B-SAFER" in risk_page(world.caseworker, case)) is is_offered
    answered = assesses(world.caseworker, case, on=today())
    assert answered.status_code == 302
    assert Assessment.objects.exists() is is_offered


def test_somebody_of_unknown_age_is_left_to_the_assessor(world, case):
    Client.objects.update(date_of_birth="")
    assert "Assess: B-SAFER" in risk_page(world.caseworker, case)


def test_a_grade_shows_on_the_case_and_in_the_list_and_to_nobody_else(world, case):
    assert "Not graded" in world.caseworker.opens("referrals:cases").content.decode()
    assert grades(world.caseworker, case, "very_high").status_code == 302
    case.refresh_from_db()
    assert case.grade == "very_high"
    assert case.grade_review_on == timezone.localdate() + dt.timedelta(days=28)
    page = world.second_caseworker.opens("referrals:case", case.pk).content.decode()
    assert "Very high: needs multi-agency management" in page
    assert "Very high" in world.second_caseworker.opens("referrals:cases", grade="very_high").content.decode()
    assert "Kestrel" not in world.caseworker.opens("referrals:cases", grade="high").content.decode()
    assert world.caseworker_elsewhere.opens("referrals:risk", case.pk).status_code == 404
    assert world.service_manager.opens("referrals:risk", case.pk).status_code == 403
    assert world.link_worker.opens("referrals:risk", case.pk).status_code == 403
    for person in (world.sergeant, world.link_worker, world.caseworker_elsewhere):
        for page in ("home", "notices:notices"):
            assert "Very high" not in person.opens(page).content.decode()
    assert "Very high" not in world.sergeant.opens("referrals:sent").content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": ""}, "Enter why"),
        ({"level": ""}, "Answer “How dangerous?”"),
        ({"basis": "tool"}, "No tool has been completed"),
        (
            {"review_on_day": "1", "review_on_month": "1", "review_on_year": "2020"},
            "The review must be after today",
        ),
        ({"review_on_day": "1", "review_on_month": "1", "review_on_year": "2999"}, "is reviewed by"),
    ],
)
def test_an_unfinished_grade_gets_a_message(world, case, changes, message):
    refused = grades(world.caseworker, case, **({"level": "high"} | changes))
    assert refused.status_code == 200
    assert message in refused.content.decode()
    assert not Grade.objects.exists()
    assert grades(world.caseworker, case, "high").status_code == 302


def test_an_earlier_review_may_be_chosen(world, case):
    soon = timezone.localdate() + dt.timedelta(days=3)
    chosen = {"review_on_day": soon.day, "review_on_month": soon.month, "review_on_year": soon.year}
    grades(world.caseworker, case, "standard", **chosen)
    case.refresh_from_db()
    assert case.grade_review_on == soon


def test_raising_takes_one_and_lowering_takes_two(world, case):
    grades(world.caseworker, case, "medium")
    grades(world.second_caseworker, case, "high")
    case.refresh_from_db()
    assert case.grade == "high"
    grades(world.caseworker, case, "standard")
    case.refresh_from_db()
    assert case.grade == "high"
    assert "A lowered grade waits for a second person" in risk_page(world.second_caseworker, case)
    own = answers(world.caseworker, case, "yes")
    assert "Somebody else must agree" in own.content.decode()
    assert not GradeAnswer.objects.exists()
    assert answers(world.second_caseworker, case, "yes").status_code == 302
    case.refresh_from_db()
    assert case.grade == "standard"
    late = answers(world.second_caseworker, case, "no", "It was never true.").content.decode()
    assert "does not wait any more" in late
    assert "It was never true." in late
    assert GradeAnswer.objects.count() == 1


def test_the_database_itself_refuses_one_person_twice(world, case):
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    grade = Grade.objects.get(level="medium")
    twice = {"set_by_id": grade.by_id, "by_id": grade.by_id, "provider_agency_id": case.provider_agency_id}
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        GradeAnswer.objects.create(grade=grade, case=case, agrees=True, at=timezone.now(), **twice)


def test_a_second_person_may_say_no_and_says_why(world, case):
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    assert "Enter why you do not agree" in answers(world.second_caseworker, case, "no", "").content.decode()
    answers(world.second_caseworker, case, "no", "A neighbour rang on Sunday.")
    case.refresh_from_db()
    assert case.grade == "high"
    page = risk_page(world.caseworker, case)
    assert "did not agree. A neighbour rang on Sunday." in page
    assert "waits for a second person" not in page


def test_what_was_overtaken_is_not_agreed_to(world, case):
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    waiting = Grade.objects.get(level="medium")
    grades(world.caseworker, case, "very_high")
    with pytest.raises(CannotAgree):
        judging.answer_grade(
            waiting,
            agrees=True,
            remark="",
            by=make_hat(world.second_caseworker.membership),
            at=timezone.now(),
        )
    case.refresh_from_db()
    assert case.grade == "very_high"


def test_a_grade_that_came_while_the_second_person_read_is_not_agreed_to_unseen(world, case):
    for level in ("very_high", "high"):
        grades(world.caseworker, case, level)
    seen = Grade.objects.get(level="high")
    grades(world.caseworker, case, "standard")
    refused = answers(world.second_caseworker, case, "yes", seen=seen).content.decode()
    assert "Another grade waits by now" in refused
    assert "\nSeen the file.</textarea>" in refused
    waiting = Grade.objects.get(level="standard")
    assert f'value="{waiting.pk}"' in refused
    case.refresh_from_db()
    assert case.grade == "very_high"
    assert answers(world.second_caseworker, case, "yes", seen=waiting).status_code == 302
    case.refresh_from_db()
    assert case.grade == "standard"


def test_below_what_the_tool_points_to_takes_two_even_by_judgement_alone(world, case):
    assesses(world.caseworker, case, conclusion="high", on=today())
    grades(world.caseworker, case, "medium", basis="judgement")
    case.refresh_from_db()
    assert case.grade == ""
    answers(world.second_caseworker, case, "yes")
    case.refresh_from_db()
    assert case.grade == "medium"


def test_where_the_agency_lets_one_lower_alone_it_is_reviewed_the_next_working_day(world, case, rules):
    rules(two_lower=False)
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "standard")
    case.refresh_from_db()
    assert case.grade == "standard"
    assert timezone.localdate() < case.grade_review_on <= timezone.localdate() + dt.timedelta(days=6)


def test_the_agency_sets_after_how_many_days_a_grade_is_reviewed(world, case, rules):
    rules(high_days=7)
    grades(world.caseworker, case, "high")
    case.refresh_from_db()
    assert case.grade_review_on == timezone.localdate() + dt.timedelta(days=7)


def test_the_administrator_sets_the_rules_on_their_page(world, case):
    page = world.administrator.opens("risk:set_rules").content.decode()
    assert 'value="28"' in page
    told = {"very_high_days": 14, "high_days": 21, "medium_days": 56, "standard_days": 84, "version": 1}
    told |= {"tool_b-safer": 30, "tool_safelives-dash": 56, "two_lower": "on"}
    assert world.administrator.sends("risk:set_rules", **told).status_code == 302
    late = world.administrator.sends("risk:set_rules", **(told | {"medium_days": 31, "tool_b-safer": 29}))
    assert late.status_code == 409
    both = late.content.decode()
    assert all(text in both for text in ("Somebody else changed this", "56", "31", "B-SAFER"))
    assert (
        "from 1 to 366"
        in world.administrator.sends("risk:set_rules", **(told | {"high_days": 0})).content.decode()
    )
    grades(world.caseworker, case, "high")
    case.refresh_from_db()
    assert case.grade_review_on == timezone.localdate() + dt.timedelta(days=21)
    assesses(world.caseworker, case, on=today())
    assert f"{timezone.localdate() + dt.timedelta(days=30):%-d %B %Y}" in risk_page(world.caseworker, case)


def test_what_is_announced_is_the_level_and_whether_it_rose(world, case):
    for person, level in (
        (world.caseworker, "medium"),
        (world.caseworker, "medium"),
        (world.caseworker, "high"),
        (world.caseworker, "standard"),
    ):
        grades(person, case, level)
    answers(world.second_caseworker, case, "yes")
    told = [(facts["level"], facts["is_raised"]) for facts in announced()]
    assert told == [("medium", True), ("medium", False), ("high", True), ("standard", False)]
    assert all("arguments" not in str(facts) for facts in announced())


def test_a_grade_that_waits_is_announced_only_once_it_holds(world, case):
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    assert len(announced()) == 1


def reviews() -> list[ChangeNotice]:
    return list(ChangeNotice.objects.filter(kind_slug="grade-review"))


def test_the_allocated_worker_is_told_when_a_review_falls_due(world, case):
    grades(world.caseworker, case, "high")
    carry()
    assert reviews() == []
    case.refresh_from_db()
    errand = Errand.objects.get(handler=judging.REVIEW)
    assert timezone.localtime(errand.due_at).date() == case.grade_review_on
    Case.objects.update(grade_review_on=timezone.localdate())
    Errand.objects.filter(pk=errand.pk).update(due_at=timezone.now() - dt.timedelta(minutes=1))
    carry()
    (notice,) = reviews()
    assert (notice.worker, notice.subject_id) == (world.caseworker.worker, case.pk)
    page = world.caseworker.opens("notices:notices").content.decode()
    assert "A grade of danger is due for review" in page
    assert "Kestrel" not in page
    grades(world.second_caseworker, case, "high")
    carry()
    (notice,) = reviews()
    assert notice.acknowledged_by == world.second_caseworker.worker


def test_a_grade_that_was_reviewed_early_falls_due_no_more(world, case):
    grades(world.caseworker, case, "high")
    first = Errand.objects.get(handler=judging.REVIEW)
    grades(world.caseworker, case, "high")
    Errand.objects.filter(pk=first.pk).update(due_at=timezone.now() - dt.timedelta(minutes=1))
    carry()
    assert reviews() == []


def test_colleagues_are_asked_to_agree_and_then_need_not(world, case):
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    carry()
    waiting = ChangeNotice.objects.filter(kind_slug="grade-waits")
    assert waiting.get().role_slug == "caseworker"
    answers(world.second_caseworker, case, "no", "Not yet.")
    carry()
    assert waiting.get().acknowledged_by == world.second_caseworker.worker


def test_a_restricted_case_asks_nobody_by_notice(world, case):
    """SAFETY: among those told might be the one from whom it is hidden."""
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    Case.objects.update(is_restricted=True)
    carry()
    assert not ChangeNotice.objects.filter(kind_slug="grade-waits").exists()
    assert not SafetyNotice.objects.filter(kind_slug="grade-waits").exists()


def test_each_step_is_in_the_log(world, case):
    assesses(world.caseworker, case, on=today())
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "medium")
    answers(world.second_caseworker, case, "yes")
    written = ChangeEntry.objects.filter(word__in=["assessment.completed", "grade.set", "grade.answered"])
    assert written.count() == 4
    assert all(case.pk in entry.subjects for entry in written)


def test_the_grades_are_drawn_and_stand_in_a_table(world, case):
    for level in ("medium", "high"):
        grades(world.caseworker, case, level)
    page = risk_page(world.caseworker, case)
    assert page.count('class="app-chart__mark"') == 2
    assert 'role="img"' in page
    assert "Grade over time" in page


def test_a_tool_typed_halfway_is_kept(world, case):
    typed = {
        "draft": str(uuid.uuid4()),
        "draft_form": "assess-b-safer",
        "draft_subject": str(case.pk),
        "item_1": "present",
    }
    world.caseworker.post("/drafts/save/", typed)
    page = world.caseworker.opens("referrals:assess-b-safer", case.pk, draft=typed["draft"]).content.decode()
    assert 'value="present" checked' in page


def test_a_review_later_than_the_rules_allow_is_refused_by_the_action_too(world, case):
    late = timezone.localdate() + dt.timedelta(days=29)
    by = make_hat(world.caseworker.membership)
    known = {"level": "high", "imminence": "now", "basis": "judgement", "reason": "Threats"}
    with pytest.raises(CannotGrade, match="at the latest"):
        judging.set_grade(case, **known, review_on=late, by=by, at=timezone.now())
