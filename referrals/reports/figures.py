"""The figures of a quarter: exact for the own service, and as a return that may leave it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils import timezone

from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.reports.declared import OFFICIAL, REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.rules.bars import chart
from chrysalis.reports.rules.quarters import Quarter
from chrysalis.reports.rules.small_numbers import Shown, exactly, percent, suppress
from referrals.gates.figures import COUNTED, Part, count
from referrals.models import PauseReason, Referral, ReferralState, Sex
from referrals.reports.counts import referral_counts


AGES = {
    "10": "10 to 15", "16": "16 to 17", "18": "18 to 24", "25": "25 to 34", "35": "35 to 44",
    "45": "45 to 54", "55": "55 to 64", "65": "65 and over", "not_known": "Not known",
}  # fmt: skip
FUNNEL = {"received": "Received", "accepted": "Accepted", "contacted": "Spoken with"}
SOURCES = dict(Referral._meta.get_field("source").flatchoices)
# What was taken back with its import is no referral of anybody.
COUNTED_STATES = {word: label for word, label in ReferralState.choices if word != ReferralState.WITHDRAWN}
PARTS: tuple[Part, ...] = (
    ("sex", "By sex", "Sex", dict(Sex.choices)),
    ("age", "By age when referred", "Age", AGES),
    ("source", "By where they came from", "Source", SOURCES),
    ("state", "By state", "State", COUNTED_STATES),
    ("paused", "By why the clock was paused", "Why", dict(PauseReason.choices)),
)
# The same in both, so that nobody asks for one to find what the other has.
HOLDS = (
    "In it, as charts with their numbers: from referral to contact, step by step, and referrals by sex, age, "
    "where they came from, state, and why a clock was paused; attendance, as registers say it; and how "
    "places on programmes ended."
)


def collect(asked: Asked, *, by: Hat, at: dt.datetime, published: bool) -> Collected:
    if asked.scheme_id is None:
        raise NotThere
    quarter = Quarter.read(asked.period)
    of_what = asked.scheme_id, quarter.begins_on, quarter.ends_on
    found = referral_counts(*of_what, with_restricted=published)
    above = [(each.parts, count(each.definer, *of_what, with_restricted=published)) for each in COUNTED]
    values = {
        "quarter": quarter.english,
        "is_running": quarter.ends_on > timezone.localdate(at),
        "scheme": Scheme.objects.get(pk=asked.scheme_id).name,
        "is_published": published,
        "glance": _glance(found.get("funnel", {}), published),
        "parts": [
            _funnel(found.get("funnel", {}), published),
            *_parts(PARTS, found, published),
            *(part for parts, counted in above for part in _parts(parts, counted, published)),
        ],
    }
    agency = Agency.objects.get(pk=by.agency_id)
    return Collected(values, own=(agency.name, agency.telephone))


def _shown(number: int, published: bool) -> Shown:
    return suppress({"": number})[0][""] if published else exactly(number)


def _glance(funnel: Mapping[str, int], published: bool) -> list[tuple[str, Shown, str]]:
    """Each measure by itself, as a share of what it is a part of."""
    received, accepted, contacted, in_time, paused = (
        _shown(funnel.get(name, 0), published) for name in (*FUNNEL, "in_time", "in_time_paused")
    )
    return [
        ("Referrals received", received, ""),
        ("Accepted", accepted, percent(accepted, received)),
        ("Spoken with", contacted, percent(contacted, received)),
        ("First contact in time", in_time, percent(in_time, received)),
        ("In time after the clock was paused", paused, percent(paused, received)),
    ]


def _funnel(funnel: Mapping[str, int], published: bool) -> dict[str, Any]:
    rows = [(label, _shown(funnel.get(name, 0), published)) for name, label in FUNNEL.items()]
    return {"title": "From referral to contact", "first": "Step", "rows": rows, "total": None} | {
        "chart": chart("From referral to contact", rows)
    }


def _parts(
    parts: Iterable[Part], found: Mapping[str, Mapping[str, int]], published: bool
) -> list[dict[str, Any]]:
    return [
        _part(title, first, words, found.get(measure, {}), published)
        for measure, title, first, words in parts
    ]


def _part(
    title: str, first: str, words: Mapping[str, str], counts: Mapping[str, int], published: bool
) -> dict[str, Any]:
    whole = {word: counts.get(word, 0) for word in words}
    if published:
        line, total = suppress(whole)
    else:
        line, total = {word: exactly(n) for word, n in whole.items()}, exactly(sum(whole.values()))
    rows = [(label, line[word]) for word, label in words.items()]
    return {"title": title, "first": first, "rows": rows, "total": total, "chart": chart(title, rows)}


OWN_FIGURES = REPORTS.add(
    Report(
        "own-figures",
        "Figures of the service",
        f"For your own use: exact counts of a quarter, confidential, the running quarter among them. {HOLDS}",
        Permission.REPORT_FIGURES,
        leaves=False,
        template="referrals/print/figures.html",
        url="referrals:ask_figures",
        collect=partial(collect, published=False),
        by_quarter=True,
        is_by_itself=True,
        classification=OFFICIAL,
    )
)
QUARTERLY_RETURN = REPORTS.add(
    Report(
        "quarterly-return",
        "Quarterly return",
        "For commissioners: counts of a quarter that has ended, small numbers withheld, all others rounded. "
        f"{HOLDS}",
        Permission.REPORT_FIGURES,
        leaves=True,
        template="referrals/print/figures.html",
        url="referrals:ask_return",
        collect=partial(collect, published=True),
        by_quarter=True,
        ended_quarters=True,
        is_by_itself=True,
        classification=OFFICIAL,
    )
)
