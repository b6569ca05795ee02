"""What the invented custody officers write about an arrest."""

import datetime as dt
from random import Random
from typing import Any

from referrals.models import CustodyDetails, Marker
from referrals.rules.identifiers import check_letter


FIRST_UNUSED_SERIAL = 9_900_000
ALLEGED = (
    "Common assault", "Criminal damage", "Harassment", "Stalking", "Controlling or coercive behaviour",
    "Assault occasioning actual bodily harm", "Malicious communications", "Breach of a non-molestation order",
)  # fmt: skip
OFFICERS = ("PC Wrenbourne 4417", "PC Thistlegate 2093", "DC Mallowby 3358", "PC Sandpiperley 5120")
CONDITIONS = "Not to contact a named person. To live and sleep each night at the address given."
REMARKS = (
    "Asked what help there is with drinking.",
    "Would like to be rung after four in the afternoon.",
    "Reads with difficulty: please ring rather than write.",
    "Asked whether this is in confidence. Told about its limits.",
)

Fit, Adult, Interview = CustodyDetails.Fit, CustodyDetails.AppropriateAdult, CustodyDetails.Interview
ADULTS = (Adult.NOT_NEEDED,) * 6 + (Adult.NEEDED,)
Agrees, Outcome = CustodyDetails.Agrees, CustodyDetails.Outcome


def invent_custody(random: Random, *, suite: str, is_child: bool, at: dt.datetime) -> dict[str, Any]:
    """The details of one arrest, written at that moment in that suite."""
    outcome = random.choice(
        (Outcome.IN_CUSTODY, Outcome.BAILED, Outcome.BAILED, Outcome.RUI, Outcome.CHARGED)
    )
    on_bail = outcome in {Outcome.BAILED, Outcome.CHARGED}
    return {
        "custody_record_number": f"{suite[:3].upper()}/{at:%y}/{random.randrange(100_000):05}",
        "pnc_id": _pnc(random, at) if random.random() < 0.7 else "",
        "arrested_at": at - dt.timedelta(minutes=random.randrange(90, 900)),
        "alleged_offence": random.choice(ALLEGED),
        "officer_in_case": random.choice(OFFICERS),
        "fit_to_talk": random.choice((Fit.YES, Fit.YES, Fit.YES, Fit.NOT_YET)),
        "appropriate_adult": Adult.PRESENT if is_child else random.choice(ADULTS),
        "interview": random.choice((Interview.BEFORE, Interview.AFTER, Interview.AFTER)),
        **_agrees(random.choice((Agrees.YES,) * 5 + (Agrees.NOT_ASKED,))),
        "outcome": outcome,
        "release_expected_at": at + dt.timedelta(hours=random.randrange(2, 14)),
        "bail_conditions": CONDITIONS if on_bail else "",
        "return_on": at.date() + dt.timedelta(days=28) if on_bail else None,
        "markers": sorted(random.sample(Marker.values, random.choice((0, 0, 0, 1, 1, 2)))),
        "anything_else": random.choice(REMARKS) if random.random() < 0.3 else "",
    }


def _pnc(random: Random, at: dt.datetime) -> str:
    """A number whose check letter is right and which nobody was ever given."""
    year, serial = f"{at:%y}", f"{random.randrange(FIRST_UNUSED_SERIAL, 10_000_000)}"
    return f"{year}/{serial}{check_letter(year + serial)}"


def _agrees(answer: str) -> dict[str, str]:
    """And where nobody asked, why."""
    said = "" if answer == Agrees.YES else "Not fit to be asked before the end of the shift."
    return {"agrees": answer, "why_without": said}
