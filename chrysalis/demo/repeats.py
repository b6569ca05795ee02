"""Somebody already known is referred again, at another desk that heard the name otherwise.

They come after everybody else, with dice of their own, so that with or without them everything before is the
same to the last key.
"""

import datetime as dt
from functools import partial
from random import Random
from typing import Any

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.demo.custody import invent_custody
from chrysalis.demo.young import make_ready
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions import joining, referring, triage
from referrals.actions.joining_case import join
from referrals.actions.reading import open_case
from referrals.models import PERSON_FIELDS, Case, Referral


SCHEMES = ("leicestershire", "kent")
FORM_KEY = keys.Key("repeat-form")
AGO = dt.timedelta(minutes=95)
WHOLE = "^.{10}$"
ALIKE = "The same date of birth, and the same sister was named as next of kin. The desk misheard the surname."
AGREED = "I rang: they had wondered why two people write to them."
VOWELS = {"a": "e", "e": "a", "i": "e", "o": "a", "u": "o"}


def refer_again(scheme: Scheme, *, desk: Hat, suite: str, knows: Hat, seed: str, at: dt.datetime) -> None:
    """Somebody whose case was closed, if there is one: what came of it stands on the page of the referral.
    And two whose cases are open: one waits to be kept with it, the other was."""
    with acting_as(knows):
        theirs = queries.cases(knows).filter(
            scheme=scheme, date_of_birth__regex=WHOLE, referral__isnull=False
        )
        ended_first = list(theirs.order_by("ended_at", "opened_at", "id").select_related("referral"))
    going = [case for case in ended_first if case.ended_at is None][-2:]
    send = partial(_send, scheme, desk=desk, suite=suite, at=at - AGO)
    for case in ended_first[:1]:
        send(case, Random(f"{seed}/repeats"))  # noqa: S311 - a story, not a secret
    for turn, case in enumerate(going):
        dice = Random(f"{seed}/repeats/{turn}")  # noqa: S311 - a story, not a secret
        reference = send(case, dice, occasion="arrest")
        if turn:
            _keep_with(case, reference, by=knows, at=at - AGO / 2)


def _send(
    scheme: Scheme, case: Case, random: Random, *, desk: Hat, suite: str, at: dt.datetime, occasion: str = ""
) -> str:
    custody = invent_custody(random, suite=suite, is_child=False, at=in_london(at))
    with acting_as(desk):
        sent = referring.submit(
            scheme,
            person=_heard_otherwise(case.referral),
            details=custody | {"pnc_id": "", "occasion": occasion},
            source="custody",
            sent_as=FORM_KEY(),
            by=desk,
            at=at,
        )
    return sent.reference


def _keep_with(case: Case, reference: str, *, by: Hat, at: dt.datetime) -> None:
    with acting_as(by):
        found = Referral.objects.get(reference=reference)
        join(found, case, kind="arrest", by=by, at=at)


def record_twice(
    scheme: Scheme, *, desk: Hat, suite: str, notices: Hat, other: Hat, seed: str, at: dt.datetime
) -> None:
    """Somebody who is with the service was accepted as new, days ago. A caseworker has noticed, and proposes
    that the two records are of one person; in one scheme a colleague has agreed, in the other it waits."""
    with acting_as(notices):
        theirs = queries.cases(notices).filter(
            scheme=scheme, date_of_birth__regex=WHOLE, referral__isnull=False, ended_at=None
        )
        known = theirs.order_by("opened_at", "id").select_related("referral").first()
    if known is None or known.referral is None:
        return
    random = Random(f"{seed}/recorded-twice")  # noqa: S311 - a story, not a secret
    person, sent_at = _heard_otherwise(known.referral) | {"telephone": ""}, at - dt.timedelta(days=4)
    custody = invent_custody(random, suite=suite, is_child=False, at=in_london(sent_at)) | {"pnc_id": ""}
    told = {"details": custody, "source": "custody", "sent_as": FORM_KEY()}
    with acting_as(desk):
        sent = referring.submit(scheme, person=person, **told, by=desk, at=sent_at)
    with acting_as(other):
        referral, taken_at = Referral.objects.get(reference=sent.reference), sent_at + dt.timedelta(hours=3)
        again = triage.accept(make_ready(referral, by=other, at=taken_at), by=other, at=taken_at)
    with acting_as(notices):
        open_case(known, by=notices, at=at - AGO)
        made = joining.propose(known, again, reason=ALIKE, by=notices, at=at - AGO)
    if scheme.slug == SCHEMES[0]:
        with acting_as(other):
            open_case(again, by=other, at=at - AGO / 2)
            joining.answer(made, agrees=True, remark=AGREED, by=other, at=at - AGO / 2)


def _heard_otherwise(before: Referral) -> dict[str, Any]:
    """The same person, with another vowel late in the surname."""
    told = {name: getattr(before, name) for name in PERSON_FIELDS if name != "employer"}
    return told | {"family_name": _misheard(before.family_name), "employer": None}


def _misheard(name: str) -> str:
    place = max(name.rfind(vowel) for vowel in VOWELS)
    return f"{name[:place]}{VOWELS[name[place]]}{name[place + 1 :]}" if place > 0 else name
