"""What police told of a person, as pages show it: a disposal and its deadline, orders, the case."""

import datetime as dt

from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.ui.templatetags.ui import day
from referrals.gates.lengths import lengths
from referrals.models import Disposal, Obligation, PoliceDetails, Referral
from referrals.queries import OfForce
from referrals.rules.disposals import Limits, is_near, left, outlasts
from referrals.rules.identifiers import IDENTIFIERS
from referrals.views.rows import Card, Row, chosen, row


VOLUNTARY = "What of it comes after that day is voluntary, and the person is told so."


def cards_of_force(told: OfForce) -> list[Card]:
    of_force = _of_force(told.details) if told.details else []
    return [*cards_of_binding(told), *of_force]


def cards_of_binding(told: OfForce) -> list[Card]:
    """What the person must do or keep to, and until when."""
    orders = [each for each in told.obligations if each.kind != Obligation.Kind.CONDITION]
    cards = cards_of_disposal(told)
    return [*cards, ("Orders and bail", [_of_order(each) for each in orders])] if orders else cards


def cards_of_disposal(told: OfForce) -> list[Card]:
    """The page of a case has the orders among those that were recorded since."""
    conditions = [each for each in told.obligations if each.kind == Obligation.Kind.CONDITION]
    return [("Out-of-court disposal", _of_disposal(told.disposal, conditions))] if told.disposal else []


def _of_disposal(disposal: Disposal, conditions: list[Obligation]) -> list[Row]:
    made = ", ".join(filter(None, [disposal.get_decided_by_display(), disposal.decision_maker]))
    lines = [row(f"Condition {n}", each.words, _until(each, "By")) for n, each in enumerate(conditions, 1)]
    youth = [row("Youth justice worker", disposal.youth_team)] if disposal.youth_team else []
    return [
        row("Kind", disposal.get_kind_display(), f"Given on {day(disposal.given_on)}"),
        row("To be complied with by", day(disposal.due_on)),
        *lines,
        row("Decided by", made),
        chosen(disposal, "admission"),
        chosen(disposal, "views_obtained"),
        *youth,
        row("Wants to know the outcome", disposal.notice_to, "Attendance only, by an outcome notice"),
    ]


def _of_order(order: Obligation) -> Row:
    words = "\n".join(filter(None, [order.words, _until(order, "Ends on") or "No day of ending was given"]))
    return row(order.get_kind_display(), words)


def _until(told: Obligation, word: str) -> str:
    return f"{word} {day(told.ends_on)}" if told.ends_on else ""


def _of_force(told: PoliceDetails) -> list[Card]:
    parts = [PoliceDetails.Part(each).label for each in told.parts]
    grade = f"{told.risk_said}, by {told.risk_tool}, on {day(told.risk_on)}" if told.risk_said else ""
    return [
        (
            "The police case",
            [
                row("Offence alleged or admitted", told.offence),
                chosen(told, "stands"),
                row("Next date", day(told.next_on)),
                row("Arrested", day(told.arrested_on)),
                row("Part of it", ", ".join(parts)),
                row("Cautions and convictions", told.history),
                chosen(told, "firearms"),
                row("The force’s own grade", grade, "Theirs, for you to know. It does not set a grade here"),
                row("Unit", told.unit),
                row("Officer in the case", told.officer_in_case),
            ],
        ),
        *([("Police numbers", numbers)] if (numbers := _numbers(told)) else []),
    ]


def _numbers(told: PoliceDetails) -> list[Row]:
    found = ((IDENTIFIERS[kind], raw) for kind, raw in told.numbers.items())
    checked = ((kind.label, kind.check(raw)) for kind, raw in found)
    return [row(label, number.tidy, number.warning or "") for label, number in checked]


def deadline_fact(due_on: dt.date, today: dt.date) -> tuple[str, str]:
    """For the top of a page."""
    return "Disposal deadline", f"{day(due_on)}, {left(due_on, today)}"


def limits_of(scheme: Scheme) -> Limits:
    return Limits(scheme.disposal_weeks, scheme.disposal_weeks_at_most, scheme.disposal_days_ahead)


def deadline_warning(due_on: dt.date | None, scheme: Scheme, today: dt.date) -> str:
    """As the deadline comes near, and once it has passed; empty before."""
    if due_on is None or not is_near(due_on, today, limits_of(scheme)):
        return ""
    if due_on < today:
        return f"The disposal was to be complied with by {day(due_on)}. Say to the police what was attended."
    return f"The disposal is to be complied with by {day(due_on)}, {left(due_on, today)}."


def outlasting(hat: Hat, referral: Referral, today: dt.date) -> str:
    """Which programmes would not be over by the deadline; empty where all would, or there is none."""
    due_on = referral.disposal_due_on
    if due_on is None:
        return ""
    begins_on = max(today, referral.first_contact_due_at.date())
    running = lengths(hat, referral.scheme_id, begins_on=begins_on)
    longer = [each for each in running if outlasts(each.ends_on, due_on)]
    if not longer:
        return ""
    names = "; ".join(f"{each.name} ({_ends(each.ends_on)})" for each in longer)
    return (
        f"The disposal is to be complied with by {day(due_on)}. Begun on {day(begins_on)}, these would not "
        f"be over by then: {names}. {VOLUNTARY}"
    )


def _ends(ends_on: dt.date | None) -> str:
    return f"to about {day(ends_on)}" if ends_on else "goes on"
