"""The demonstration world: four schemes, their agencies and people, and referrals in every state.

Built through the same actions as everything else, by the hats that would do it, at the moments they
would. The same seed gives the same keys and names; only the dates move with the day it is built.
"""

import datetime as dt

from django.db import transaction

from chrysalis import keys
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.demo import chapters
from chrysalis.demo.cast import SEED, Cast
from chrysalis.demo.plan import PLANS


CASES = 88
# Of the whole world, the scenes in which all schemes come one after the other.
EARLIER = (
    chapters.attend,
    chapters.complete,
    chapters.refer_as_professionals,
    chapters.ask_for_help,
    chapters.refer_again,
    chapters.answer_the_telephone,
)
LATER = (chapters.bring_in, chapters.connect, chapters.leave, chapters.ask_for_help_while_young)


class NotEmpty(Exception):
    """SAFETY: invented people among real ones would be taken for real, and the other way about."""

    def __init__(self) -> None:
        super().__init__(
            "This database holds agencies that the demonstration did not make, so nothing was added. "
            "Name an empty one."
        )


def is_built() -> bool:
    """Raises NotEmpty where there is something else instead."""
    built = Scheme.objects.filter(slug__in=[plan.slug for plan in PLANS]).exists()
    if not built and Agency.objects.exists():
        raise NotEmpty
    return built


@transaction.atomic
def build(*, cases: int = CASES, at: dt.datetime) -> None:
    """All of it, or nothing. The cases go round the schemes in turn."""
    is_whole = cases >= CASES
    with keys.seeded(SEED):
        casts = [Cast(plan, at=at) for plan in PLANS]
        for number in range(cases):
            turn, whose = divmod(number, len(casts))
            chapters.refer(casts[whose], turn, at=at)
        for chapter in EARLIER if is_whole else ():
            for cast in casts:
                chapter(cast, at=at)
        for cast in casts:
            chapters.judge(cast, at=at)
            chapters.write(cast, at=at)
            chapters.ask_for_documents(cast, at=at)
        for chapter in LATER if is_whole else ():
            for cast in casts:
                chapter(cast, at=at)
