"""What stands on the page of a case, put together from all that is read in front of it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from chrysalis.access.hat import Hat
from chrysalis.ui.lists import Heading
from referrals import queries, records
from referrals.actions.reading import open_beside
from referrals.models import OVER, Case, HandoverState, Incident, Joining
from referrals.on_file import notes, on_file
from referrals.timeline import timeline
from referrals.views import cards, in_own_words
from referrals.views.binding import brought
from referrals.views.came_with import in_custody
from referrals.views.incidents import cards_of_incidents, grade_again, joined
from referrals.views.known_people import line_of
from referrals.views.of_force import cards_of_disposal, deadline_warning
from referrals.views.on_file.standing import parts_of_file, warning_of_orders
from referrals.views.rows import Card, spoken
from referrals.workflow import CASE


RESTRICTED = "Restricted. Only people named for it open this. Speak of it with nobody else."
WAY = [Heading(title) for title in ("Provider", "Stage", "Began", "Since")]

Page = dict[str, Any]


def page_of(case: Case, *, by: Hat, at: dt.datetime) -> Page:
    """Of an open case."""
    releases, since = list(queries.releases(by, case)), list(queries.incidents(by, case))
    also, joinings = list(queries.also_with_us(by, case)), list(records.joinings(by, case))
    binding = brought(case, since, by=by, at=at)
    custody = _custody(case, by=by, at=at) if releases else []
    header = cards.header(case, releases[0] if releases else None, at)
    happened = timeline(by, case, releases, since, notes(by, case), records.happenings(joinings, case))
    return (
        header
        | {"facts": [*header["facts"], *_names(case, also)], "timeline": happened}
        | _standing(case, by=by)
        | _told(case, since, binding, custody, by=by, at=at)
        | _as_one_person(case, also, joinings)
        | _on_file(case, binding, by=by, at=at)
    )


def _standing(case: Case, *, by: Hat) -> Page:
    """How far it has come, and who has it."""
    way, handover = queries.way(by, case), queries.handover_of(by, case)
    return {
        "restriction": RESTRICTED if case.is_restricted else "",
        "may": CASE.open_to(case, by=by),
        "is_over": case.state in OVER,
        "handover": handover,
        "waits_for_answer": bool(handover and handover.state == HandoverState.OFFERED),
        "way": cards.rows_of_way(way) if len(way) > 1 else [],
        "way_headings": WAY,
    }


def _told(
    case: Case,
    since: list[Incident],
    binding: list[queries.OfForce],
    custody: list[Card],
    *,
    by: Hat,
    at: dt.datetime,
) -> Page:
    """What the person and others told, with the referral and since."""
    told, is_over = in_own_words.told_beside(case, by=by, at=at), case.state in OVER
    return {
        "cards": [
            *cards_of_incidents(since),
            *custody,
            *(card for each in binding for card in cards_of_disposal(each)),
            *([("Reaching them safely", in_own_words.reaching(told))] if told else []),
            *cards.cards_of_case(case.client, list(case.client.identifiers.all())),
        ],
        "deadline": "" if is_over or case.disposal_due_on is None else _deadline(case, at),
        "urgency": in_own_words.urgency(told) if told else "",
        "grade_again": "" if is_over else grade_again(case, since),
        "joined": joined(case, since),
    }


def _custody(case: Case, *, by: Hat, at: dt.datetime) -> list[Card]:
    """Of somebody who leaves custody or left it; the referral is opened beside the case."""
    open_beside(case, by=by, at=at)
    told = queries.custody_of(by, case)
    return [in_custody(told)] if told else []


def _deadline(case: Case, at: dt.datetime) -> str:
    return deadline_warning(case.disposal_due_on, case.scheme, timezone.localdate(at))


def _as_one_person(case: Case, also: list[Case], joinings: list[Joining]) -> Page:
    return {
        "also": [line_of(each) for each in also],
        "records": [_of_record(each, case) for each in records.standing(joinings)],
        "proposed": [_of_record(each, case) for each in records.waiting(joinings)],
    }


def _names(case: Case, also: list[Case]) -> list[tuple[str, str]]:
    """What else the person is called, where another record of theirs says it otherwise."""
    names = sorted({each.person_name for each in also} - {case.person_name})
    return [("Also recorded as", "; ".join(names))] if names else []


def _of_record(joining: Joining, case: Case) -> dict[str, str]:
    """What was said of this record and another: in a line, and where to look at both."""
    decided = joining.answered_by or joining.proposed_by
    who = dict.fromkeys((joining.proposed_by.full_name, decided.full_name))
    return {
        "said": records.said(joining, case),
        "by": f"{' and '.join(who)}, {spoken(joining.answered_at or joining.proposed_at)}",
        "reason": joining.reason,
        "key": str(joining.pk),
    }


def _on_file(case: Case, binding: list[queries.OfForce], *, by: Hat, at: dt.datetime) -> Page:
    """What holds of all that was written on the case; and what of it has to be looked at."""
    file, told = on_file(by, case), [order for each in binding for order in each.obligations]
    warning = "" if case.state in OVER else warning_of_orders(file, told, case, timezone.localdate(at))
    return {"parts": parts_of_file(file, told, case, at), "orders_warning": warning}
