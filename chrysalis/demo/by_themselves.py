"""People who ask for help themselves, on a phone, in the words that they found.

Like the referrals of professionals they come last, and their dice are their own.
"""

import datetime as dt
from random import Random
from typing import Any

from chrysalis import keys
from chrysalis.agencies.models import Scheme
from chrysalis.demo.people import invent_person
from chrysalis.working_days import in_london
from referrals.actions.self_referring import refer_oneself
from referrals.forms.self_referral import CONFIDENTIALITY
from referrals.models import SelfReferralDetails


FORM_KEY = keys.Key("self-referral-form")
D = SelfReferralDetails
TOLD: tuple[tuple[int, dict[str, Any], dict[str, Any]], ...] = (
    (
        5,
        {
            "reasons": [D.Reason.WORRIED, D.Reason.CHILDREN],
            "own_words": "I lose my temper over nothing, and then all go quiet. I want that to stop.",
            "ways": [D.Way.RING, D.Way.TEXT],
            "voicemail": "no",
            "may_say_who": "no",
            "answering": D.Answering.NOTHING,
            "best_times": "weekdays after six",
            "urgent": [],
            "children": "Two, 4 and 9",
            "needs": [D.Need.EVENINGS],
            "heard_of": D.Heard.RADIO,
        },
        {"relationship": "partner", "name": ""},
    ),
    (
        1,
        {
            "reasons": [D.Reason.ASKED],
            "own_words": "We split up in August and I keep driving past. I know that I should not.",
            "ways": [D.Way.TEXT],
            "may_say_who": "no",
            "answering": D.Answering.NAME,
            "urgent": [D.Urgent.DATE],
            "orders": D.Known.NOT_SURE,
            "needs": [D.Need.ONLINE],
            "heard_of": D.Heard.SEARCH,
        },
        {},
    ),
)


def ask(scheme: Scheme, *, towns: tuple[str, ...], seed: str, at: dt.datetime) -> None:
    for number, (hours, told, of_partner) in enumerate(TOLD):
        random = Random(f"{seed}/by themselves/{number}")  # noqa: S311 - a story, not a secret
        sent_at = at - dt.timedelta(hours=hours)
        person = invent_person(random, on=in_london(sent_at).date(), towns=towns, youngest=18)
        is_safe = "yes" if D.Way.RING in told["ways"] else "no"
        agreed = {"written_in": "en", "understood_version": CONFIDENTIALITY, "understood_at": sent_at}
        refer_oneself(
            scheme,
            scheme.front_door,
            person=person | {"telephone_is_safe": is_safe, "telephone_held_by_police": False},
            details=told | agreed | {"place": random.choice(towns)},
            of_partner=of_partner,
            sent_as=FORM_KEY(),
            at=sent_at,
        )
