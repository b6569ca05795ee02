"""Forms of judging danger, on both sides; and those of the administrator who keeps its rules."""

from chrysalis.access.barriers import Side
from chrysalis.risk.models import RiskRules, ToolTraining
from chrysalis.tools.base import tool_of
from partners.models import SurvivorAssessment, SurvivorGrade, SurvivorGradeAnswer
from referrals.models import Assessment, Grade, GradeAnswer
from tests.browser.forms.sending import STANDS, TODAY, Editing, Sending, date
from tests.browser.stock import Stock


GRADED = {"level": "high", "imminence": "days", "basis": "judgement", "reason": "Followed home."}
AGREED = {"agrees": "yes", "remark": "Seen the file."}


def _answered(slug: str, version: str, side: Side, worst: str) -> dict[str, str]:
    items = tool_of(slug, version).items(side)
    return {f"item_{item.number}": worst for item in items} | date("assessed_on", TODAY)


def _case(stock: Stock, page: str) -> str:
    return f"/cases/{stock.referral(accepted=True)}/risk/{page}/"


def _survivor(stock: Stock, page: str) -> str:
    return f"/survivors/{stock.survivor().pk}/risk/{page}/"


def _training(stock: Stock) -> str:
    with stock.live.committed():
        place = stock.hat("second_caseworker").membership_id
    return f"/agency/accounts/{place}/training/"


def _days() -> set[str]:
    return {str(days) for days in RiskRules.objects.values_list("medium_days", flat=True)}


SENDINGS = {
    "referrals:assess-b-safer": Sending(
        "caseworker",
        lambda stock: _case(stock, "b-safer"),
        _answered("b-safer", "2", Side.CHANGE, "present") | {"opinion": "high"},
        "assessment.completed",
        Assessment,
    ),
    "referrals:set_grade": Sending(
        "caseworker", lambda stock: _case(stock, "grade"), GRADED, "grade.set", Grade
    ),
    "referrals:answer_grade": Sending(
        "second_caseworker",
        lambda stock: f"/cases/{stock.lowered()}/risk/second-person/",
        AGREED,
        "grade.answered",
        GradeAnswer,
    ),
    "partners:assess-b-safer": Sending(
        "link_worker",
        lambda stock: _survivor(stock, "b-safer"),
        _answered("b-safer", "2", Side.SAFETY, "present"),
        "survivor-assessment.completed",
        SurvivorAssessment,
    ),
    "partners:assess-safelives-dash": Sending(
        "link_worker",
        lambda stock: _survivor(stock, "safelives-dash"),
        _answered("safelives-dash", "1", Side.SAFETY, "yes"),
        "survivor-assessment.completed",
        SurvivorAssessment,
    ),
    "partners:set_grade": Sending(
        "link_worker", lambda stock: _survivor(stock, "grade"), GRADED, "survivor-grade.set", SurvivorGrade
    ),
    "partners:answer_grade": Sending(
        "second_link_worker",
        lambda stock: f"/survivors/{stock.survivor_lowered()}/risk/second-person/",
        AGREED,
        "survivor-grade.answered",
        SurvivorGradeAnswer,
    ),
    "risk:set_rules": Sending(
        "administrator",
        lambda stock: "/agency/risk/",
        {"medium_days": "50"},
        "risk-rules.set",
        again=STANDS,
    ),
    "risk:record_training": Sending(
        "administrator",
        _training,
        {"tool": "b-safer", "is_trained": "yes"},
        "training.recorded",
        ToolTraining,
    ),
}

EDITINGS = {
    "risk:set_rules": Editing(
        ("second_administrator", "administrator"),
        lambda stock: "/agency/risk/",
        {"medium_days": "41"},
        {"medium_days": "47"},
        ("41", "47"),
        _days,
    ),
}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
