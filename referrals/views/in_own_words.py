"""What somebody told who asked for help themselves, as a caseworker reads it."""

import datetime as dt
from typing import Any

from chrysalis.access.hat import Hat
from chrysalis.ui.templatetags.ui import moment
from referrals import queries
from referrals.actions.reading import open_beside
from referrals.models import Case, SelfReferralDetails
from referrals.views.rows import Card, Row, chosen, row


D = SelfReferralDetails
LANGUAGES = {"en": "English", "cy": "Welsh"}


def cards(told: SelfReferralDetails) -> list[Card]:
    return [
        ("In their own words", _why(told)),
        ("Reaching them safely", reaching(told)),
        ("Around them", _around(told)),
        ("What would help", _help(told)),
    ]


def told_beside(case: Case, *, by: Hat, at: dt.datetime) -> SelfReferralDetails | None:
    """What they told of an open case; the referral is opened beside it."""
    if not case.came_by_themselves or case.referral_id is None:
        return None
    open_beside(case, by=by, at=at)
    return queries.self_referral_of(by, case)


def in_a_line(told: SelfReferralDetails) -> str:
    """How to reach them, for the next provider, who does not read the referral."""
    said = [f"{each['key']}: {each['value']}".replace("\n", ". ") for each in reaching(told) if each["value"]]
    return f"Reaching them safely. {'; '.join(said)}"


def urgency(told: SelfReferralDetails) -> str:
    """What they said cannot wait, for the top of the page."""
    return _words(D.Urgent, told.urgent)


def reaching(told: SelfReferralDetails) -> list[Row]:
    """SAFETY: read before ringing. Whoever else holds the phone may make somebody pay for what they hear."""
    return [
        row("Safe ways", _words(D.Way, told.ways), "No other way. A text message never says who we are."),
        row("E-mail", told.email),
        chosen(told, "voicemail"),
        chosen(told, "may_say_who"),
        chosen(told, "answering"),
        row("Good times", told.best_times),
    ]


def _why(told: SelfReferralDetails) -> list[Row]:
    return [
        row("Urgent", _words(D.Urgent, told.urgent)),
        row("Why now", _words(D.Reason, told.reasons)),
        row("Words", told.own_words),
    ]


def _around(told: SelfReferralDetails) -> list[Row]:
    return [
        row("Town or postcode", told.place),
        row("Children", told.children),
        chosen(told, "orders"),
        chosen(told, "bail"),
        chosen(told, "services"),
    ]


def _help(told: SelfReferralDetails) -> list[Row]:
    return [
        row("Easier with", _words(D.Need, told.needs)),
        row("Also", told.needs_said),
        chosen(told, "heard_of"),
        row("Wrote in", LANGUAGES[told.written_in]),
        row(
            "Agreed to",
            f"the text on confidentiality of {told.understood_version}, {moment(told.understood_at)}",
        ),
    ]


def _words(choices: Any, said: list[str]) -> str:
    return ", ".join(str(choices(each).label) for each in said)
