"""The summary of a case, for its file or another agency: who, what was recorded, what happened when."""

import datetime as dt
import uuid

from django.urls import reverse

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import with_name
from chrysalis.reports.declared import REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.views.asking import About
from referrals import queries
from referrals.actions.opening import open_restricted
from referrals.actions.reading import open_case
from referrals.models import Case, Client
from referrals.of_case import of_case
from referrals.timeline import timeline
from referrals.views import cards
from referrals.views.opening import case_or_404


def collect(asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
    if asked.subject_id is None:
        raise NotThere
    case, hat = opened(asked.subject_id, by=by, at=at)
    client, beside = case.client, of_case(hat, case)
    identifiers = list(client.identifiers.all())
    values = {
        "reference": case.reference,
        "cards": [
            (title, [(row["key"], row["value"]) for row in rows])
            for title, rows in [
                ("The case", _of_case(case, at)),
                *cards.cards_of_case(client, identifiers),
            ]
        ],
        "timeline": timeline(beside, notes=beside.for_papers),
    }
    return Collected(values, clients=(client.pk,), own=own_of(client, case))


def own_of(client: Client, case: Case) -> tuple[str, ...]:
    """What is the person's own, and the numbers that anybody may ring."""
    held = [client.name, client.known_as, client.telephone, client.staying_at, case.reference]
    return tuple(text for text in [*held, case.provider_agency.name, case.provider_agency.telephone] if text)


def opened(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> tuple[Case, Hat]:
    """The case, opened as from its page: by role, or by name where it is restricted. Raises NotThere."""
    found = _visible(by, key)
    if found is None:
        line = queries.restricted_lines(by, at=at).filter(case_id=key).first()
        named = open_restricted(line, by=by, at=at) if line else None
        if named is None:
            raise NotThere
        by, found = named, _visible(named, key)
    if found is None:
        raise NotThere
    return open_case(found, by=by, at=at), by


def _visible(hat: Hat, key: uuid.UUID) -> Case | None:
    together = ("provider_agency", "scheme")
    held = with_name(queries.cases(hat).select_related(*together), "allocated_worker")
    return visible(hat, held).filter(pk=key).first()


def look(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> None:
    opened(key, by=by, at=at)


def _of_case(case: Case, at: dt.datetime) -> list[dict[str, str]]:
    return [
        {"key": "Reference", "value": case.reference},
        {"key": "Service", "value": case.scheme.name},
        *(
            {"key": label, "value": value}
            for label, value in cards.facts_of_case(case, at)
            if label != "Born"
        ),
    ]


CASE_SUMMARY = REPORTS.add(
    Report(
        "case-summary",
        "Case summary",
        "For the case file or another agency: the person, the case, contact and state. Facts, not opinion.",
        Permission.REPORT_CASE,
        leaves=True,
        template="referrals/print/case_summary.html",
        url="referrals:ask_summary",
        collect=collect,
        look=look,
    )
)


def about(request: Request, key: uuid.UUID, now: dt.datetime) -> About:
    """The case that a summary is asked of; 404 where it is hidden or not there."""
    case = case_or_404(request, key, now)
    words = f"{case.client.name}, {case.reference}"
    return About(case.pk, case.scheme, words, back=reverse("referrals:case", args=[case.pk]))
