"""A young person who asks for help themselves, where the scheme takes them, and names a grown-up; who then
answered some of the questions that are only counted.

It comes last, like the records system, and its dice are its own.
"""

import datetime as dt
from random import Random

from chrysalis.access.visitor import Visitor
from chrysalis.agencies.models import Scheme
from chrysalis.demo.by_themselves import FORM_KEY
from chrysalis.demo.people import invent_person
from chrysalis.working_days import in_london
from referrals.actions.equality import record_own
from referrals.actions.self_referring import refer_oneself
from referrals.forms.self_referral import CONFIDENTIALITY
from referrals.forms.self_referral.young import of_oneself
from referrals.models import EqualityAnswers, SelfReferralDetails, ToldBy
from referrals.rules.paths import ADULT_LAW


HOURS_AGO, AGE = 2, 14
D = SelfReferralDetails
TOLD = {
    "reasons": [D.Reason.WORRIED],
    "own_words": "I broke the door and everybody was scared of me. I do not want to be like that.",
    "ways": [D.Way.TEXT],
    "may_say_who": "no",
    "answering": D.Answering.NOTHING,
    "best_times": "after school, before six",
    "urgent": [],
    "services": D.Known.YES,
    "heard_of": D.Heard.PROFESSIONAL,
    "written_in": "en",
    "understood_version": CONFIDENTIALITY,
}
GROWN_UP = {
    "adult_name": "Corin",
    "adult_relation": "family",
    "adult_safe": "not_sure",
    "adult_reached_at": "07700 900813",
    "young_services": "Somebody called Ms Marsh",
}


def ask(scheme: Scheme, *, towns: tuple[str, ...], seed: str, at: dt.datetime) -> None:
    sent_at = at - dt.timedelta(hours=HOURS_AGO)
    today = in_london(sent_at).date()
    random = Random(f"{seed}/young, by themselves")  # noqa: S311 - a story, not a secret
    person = invent_person(random, on=today, towns=towns, youngest=18)
    born = today.replace(year=today.year - AGE, month=1, day=11).isoformat()
    referral = refer_oneself(
        scheme,
        scheme.front_door,
        person=person | {"date_of_birth": born, "telephone_is_safe": "no", "staying_at": ""},
        details=TOLD | {"understood_at": sent_at, "place": random.choice(towns)},
        of_partner={},
        beside=of_oneself(GROWN_UP, at=sent_at),
        sent_as=FORM_KEY(),
        at=sent_at,
    )
    says = EqualityAnswers(
        told_by=ToldBy.PERSON, ethnicity="white_british", disability="declined", religion="none", at=sent_at
    )
    record_own(referral.pk, [says], by=Visitor(scheme.front_door_id), at=sent_at)


def is_told_in(scheme: Scheme) -> bool:
    return scheme.minimum_age < ADULT_LAW
