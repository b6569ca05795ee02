"""What stands on the page of a case, put together from all that is read in front of it."""

import datetime as dt
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from chrysalis.access.hat import Hat
from chrysalis.ui.chips import chips_of
from chrysalis.ui.lists import Heading
from referrals import queries, records
from referrals.actions.reading import open_beside
from referrals.forms.timeline import ChooseHappenings
from referrals.models import OVER, Case, HandoverState, Joining
from referrals.of_case import OfCase, of_case
from referrals.on_file import OnFile
from referrals.timeline import Happening, timeline
from referrals.views import cards, in_own_words
from referrals.views.binding import brought
from referrals.views.came_with import in_custody
from referrals.views.incidents import cards_of_incidents, grade_again, joined
from referrals.views.known_people import line_of
from referrals.views.of_force import cards_of_disposal, deadline_warning
from referrals.views.on_file.standing import parts_of_file, warning_of_consent, warning_of_orders
from referrals.views.pathways import grown_up, rows_of_path
from referrals.views.rows import Card, spoken
from referrals.workflow import CASE


RESTRICTED = "Restricted. Only people named for it open this. Speak of it with nobody else."
WAY = [Heading(title) for title in ("Provider", "Stage", "Began", "Since")]

Page = dict[str, Any]


def page_of(case: Case, *, asked: QueryDict, by: Hat, at: dt.datetime) -> Page:
    """Of an open case; `asked` says which part of what happened."""
    beside = of_case(by, case)
    joinings, since = records.joinings(by, case) if beside.is_joined else [], beside.incidents
    binding = brought(case, since, by=by, at=at)
    custody = _custody(case, by=by, at=at) if beside.releases else []
    header = cards.header(case, beside.releases[0] if beside.releases else None, at)
    happened = timeline(beside, notes=beside.notes, also=records.happenings(joinings, case))
    return (
        header
        | {"facts": [*header["facts"], *_names(case, beside.also)]}
        | _happened(case, happened, asked, at)
        | _standing(case, beside, by=by)
        | _told(case, beside, binding, custody, by=by, at=at)
        | _as_one_person(case, beside.also, joinings)
        | _on_file(case, beside.file, binding, by=by, at=at)
    )


def _happened(case: Case, happened: list[Happening], asked: QueryDict, at: dt.datetime) -> Page:
    """As much of it as was asked for: by kind and by period, both in the address."""
    form, path = ChooseHappenings.asked(asked), reverse("referrals:case", args=[case.pk])
    form.mark_optional = False

    def without(changes: dict[str, Any]) -> str:
        kept = {name: word for name, word in form.wanted.items() if word and name not in changes}
        return f"{path}?{urlencode(kept)}" if kept else path

    return {
        "timeline": form.of(happened, now=at),
        "happened_form": form,
        "happened_chips": chips_of(form, without),
        "happened_all": path,
        "nothing_happened": "Nothing of this kind in this time" if happened else "None recorded",
    }


def _standing(case: Case, beside: OfCase, *, by: Hat) -> Page:
    """How far it has come, and who has it."""
    way, handover = queries.with_providers(beside.legs), beside.handover
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
    beside: OfCase,
    binding: list[queries.OfForce],
    custody: list[Card],
    *,
    by: Hat,
    at: dt.datetime,
) -> Page:
    """What the person and others told, with the referral and since."""
    told, is_over = in_own_words.told_beside(case, by=by, at=at), case.state in OVER
    since = beside.incidents
    return {
        "cards": [
            *cards_of_incidents(since),
            *custody,
            *(card for each in binding for card in cards_of_disposal(each)),
            *([("Reaching them safely", in_own_words.reaching(told))] if told else []),
            *cards.cards_of_case(case.client, beside.identifiers),
        ],
        "deadline": "" if is_over or case.disposal_due_on is None else _deadline(case, at),
        "urgency": in_own_words.urgency(told) if told else "",
        "grade_again": "" if is_over else grade_again(case, since),
        "joined": joined(case, since),
        "proposed_off": [
            f"{each.by.full_name}, {spoken(each.at)}" for each in queries.taking_off_waits(by, case)
        ]
        if any(each.referral_id for each in since)
        else [],
        "grown_up": "" if is_over else grown_up(case.client, case, at),
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


def _on_file(case: Case, file: OnFile, binding: list[queries.OfForce], *, by: Hat, at: dt.datetime) -> Page:
    """What holds of all that was written on the case; and what of it has to be looked at."""
    told = [order for each in binding for order in each.obligations]
    warning = "" if case.state in OVER else warning_of_orders(file, told, case, timezone.localdate(at))
    consent = "" if case.state in OVER else warning_of_consent(file.consent)
    parts = parts_of_file(file, told, case, at, rows_of_path(case, by=by, at=at))
    return {"parts": parts, "orders_warning": warning, "consent_warning": consent}
