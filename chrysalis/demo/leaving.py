"""What an officer was called away from, and the next shift goes on with. It comes last of all, so that
everything before is the same to the last key."""

import datetime as dt
from random import Random
from urllib.parse import urlencode

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.demo.people import invent_person
from chrysalis.working_days import in_london
from referrals.actions import preparing
from referrals.forms.parts import WHOLE


SCHEME, SUITE = "west-midlands", "oldbury-custody-suite"  # whose officers send to Sandwell
LEFT_KEY = keys.Key("left-form")
HOURS_AGO = 2


def leave(
    officers: list[Membership], scheme: Scheme, *, towns: tuple[str, ...], seed: str, at: dt.datetime
) -> None:
    """By the last of the suite's officers, so that the first comes to it on the next shift."""
    random, left_at = Random(f"{seed}/leaving"), at - dt.timedelta(hours=HOURS_AGO)  # noqa: S311 - a story, not a secret
    person = invent_person(random, on=in_london(left_at).date(), towns=towns, youngest=18)
    typed = {name: person[name] for name in ("given_names", "family_name", "sex", "telephone")}
    asked = {"agency_link": "no", "fit_to_talk": "not_yet", "appropriate_adult": "not_needed"}
    hat = make_hat([place for place in officers if place.agency.slug == SUITE][-1])
    with acting_as(hat):
        written = {WHOLE.slug: urlencode(typed | asked)}
        unsent = preparing.prepare(scheme, written, key=LEFT_KEY(), by=hat, at=left_at)
        preparing.call(unsent, called="Cell 4, to be asked once sober", is_own=False, by=hat, at=left_at)
