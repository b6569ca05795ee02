"""Forms that ask for documents, and the one that decides whether one leaves."""

from chrysalis.reports.models import ReportRun
from chrysalis.reports.rules.quarters import latest
from tests.browser.forms.sending import TODAY, Editing, Sending


ENDED = {"period": latest(TODAY, count=1, ended=True)[0].slug}
ADDRESSEE = {"recipient": "Westfield council"}

SENDINGS = {
    "referrals:ask_register": Sending(
        "service_manager", lambda stock: "/reports/register/", ENDED, "report.asked", ReportRun
    ),
    "referrals:ask_figures": Sending(
        "service_manager", lambda stock: "/reports/figures/", ENDED, "report.asked", ReportRun
    ),
    "referrals:ask_return": Sending(
        "service_manager", lambda stock: "/reports/return/", ENDED | ADDRESSEE, "report.asked", ReportRun
    ),
    "referrals:ask_summary": Sending(
        "caseworker",
        lambda stock: f"/cases/{stock.referral(accepted=True)}/summary/",
        ADDRESSEE,
        "report.asked",
        ReportRun,
    ),
    "partners:release": Sending(
        "partner_support_manager",
        lambda stock: f"/to-be-released/{stock.kept_back()}/",
        {"outcome": "returned", "remark": "Somebody is named."},
        "release.decided",
    ),
}

EDITINGS: dict[str, Editing] = {}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
