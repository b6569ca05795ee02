"""The pages of risk, on both sides, and those of the administrator who keeps the rules."""

from collections.abc import Iterator

from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.risk.actions.keeping import set_rules
from partners.actions import judging, people
from referrals.actions.judging import set_grade
from referrals.models import Case
from tests.browser.stock import JUDGED
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "caseworker",
    "referrals:risk", "referrals:assess-b-safer", "referrals:set_grade", "referrals:answer_grade",
    "referrals:cases", "referrals:case",
)  # fmt: skip
def judging_a_case(visit: Visit) -> Iterator[Seen]:
    case = visit.stock.referral("Wagtail", accepted=True)
    yield from _judging(visit, "referrals", case, "b-safer", "Present")
    yield visit.opens("referrals:cases", state="with a grade")
    yield visit.opens("referrals:case", case, state="with a grade")


@tour(
    "link_worker",
    "partners:risk", "partners:assess-b-safer", "partners:assess-safelives-dash", "partners:set_grade",
    "partners:answer_grade", "partners:survivors",
)  # fmt: skip
def judging_danger_to_a_survivor(visit: Visit) -> Iterator[Seen]:
    with visit.stock.live.committed():
        scheme, by = Scheme.objects.get(slug="west"), visit.stock.hat("link_worker")
        known = {"name": "Tamsin Rowan"}
        survivor = people.record_survivor(known, scheme_id=scheme.pk, by=by, at=timezone.now()).pk
    yield visit.opens("partners:assess-b-safer", survivor)
    yield from _judging(visit, "partners", survivor, "safelives-dash", "Yes")
    yield visit.opens("partners:survivors", state="with a grade")


@tour("second_link_worker", "partners:assess-safelives-dash", "partners:answer_grade")
def not_trained(visit: Visit) -> Iterator[Seen]:
    with visit.stock.live.committed():
        scheme, by = Scheme.objects.get(slug="west"), visit.stock.hat("link_worker")
        made = people.record_survivor({"name": "Sam"}, scheme_id=scheme.pk, by=by, at=timezone.now())
        for level in ("high", "medium"):
            known = {"imminence": "days", "basis": "judgement", "reason": "Followed home", "review_on": None}
            judging.set_grade(made, level=level, **known, by=by, at=timezone.now())
    yield visit.opens("partners:assess-safelives-dash", made.pk, state="not trained")
    yield visit.opens("partners:answer_grade", made.pk)
    yield visit.refused("partners:answer_grade", "Answer")


@tour("second_caseworker", "referrals:answer_grade", "referrals:risk")
def agreeing(visit: Visit) -> Iterator[Seen]:
    page, case = visit.page, visit.stock.lowered()
    yield visit.opens("referrals:answer_grade", case)
    page.get_by_label("No: the grade before it stays").check()
    page.get_by_label("Why").fill("A neighbour rang.")
    with visit.stock.live.committed():
        found, by = Case.objects.get(pk=case), visit.stock.hat("caseworker")
        set_grade(found, level="medium", **JUDGED, by=by, at=timezone.now())
    yield visit.refused("referrals:answer_grade", "Answer", state="of one that was overtaken")
    visit.presses("Answer")
    yield visit.sees("referrals:risk", "not agreed")


@tour("administrator", "risk:set_rules", "risk:record_training")
def keeping_the_rules_of_risk(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("risk:set_rules")
    visit.page.get_by_label("Very high").fill("0")
    yield visit.refused("risk:set_rules", "Set")
    yield visit.opens("risk:set_rules", state="again")
    with visit.stock.live.committed():
        by = visit.stock.hat("administrator")
        set_rules({"high_days": 21}, seen_version=1, by=by, at=timezone.now())
    visit.page.get_by_label("High", exact=True).fill("14")
    visit.presses("Set")
    yield visit.sees("risk:set_rules", "in conflict", status=409)
    for who in ("caseworker", "safeguarding_lead"):
        with visit.stock.live.committed():
            place = visit.stock.hat(who).membership_id
        yield visit.opens("risk:record_training", place, state=who)
        if who == "caseworker":
            yield visit.refused("risk:record_training", "Record training")


def _judging(visit: Visit, app: str, key: object, tool: str, worst: str) -> Iterator[Seen]:
    """Nothing known; a tool completed at its worst; graded high, then lower, which waits."""
    page = visit.page
    yield visit.opens(f"{app}:risk", key, state="empty")
    yield visit.opens(f"{app}:assess-{tool}", key)
    yield visit.refused(f"{app}:assess-{tool}", "Keep assessment")
    for answer in page.get_by_label(worst, exact=True).all():
        answer.check()
    if app == "referrals":
        page.get_by_label("High", exact=True).check()
    visit.presses("Keep assessment")
    yield visit.sees(f"{app}:risk", "assessed")
    yield visit.opens(f"{app}:set_grade", key)
    yield visit.refused(f"{app}:set_grade", "Set the grade")
    for level in ("High", "Standard"):
        visit.opens(f"{app}:set_grade", key)
        page.get_by_label(level, exact=True).check()
        page.get_by_label("In days").check()
        page.get_by_label("A tool, and judgement").check()
        page.get_by_label("Why").fill("Nothing that was said has changed.")
        visit.presses("Set the grade")
    yield visit.sees(f"{app}:risk", "with a grade that waits")
    yield visit.opens(f"{app}:answer_grade", key, state="of one's own")
