"""Which pathway somebody takes, by how old they are or may be on the day they are referred.

Under 16 the law sees no domestic abuse between adults: a young person who hurts somebody at home is a child
for whom children's services answer, and is spoken of in other words. At 16 and 17 the law of adults applies,
and the safeguarding of children with it. Both limits are statute. From which age a scheme takes people, and
from which it sends younger ones on instead of turning them away at the door, is the scheme's (`Ages`).
"""

import datetime as dt
from dataclasses import dataclass

from chrysalis.ui.dates import PartialDate
from referrals.rules.ages import oldest_possible, youngest_possible


ADULT, SIXTEEN, YOUNG, YOUNGER, UNSURE = "adult", "sixteen", "young", "younger", "unsure"
ADULT_LAW, GROWN = 16, 18
NEXT = {YOUNG: ADULT_LAW, SIXTEEN: GROWN}  # the birthday at which another pathway begins
AT_MOST = {YOUNGER: ADULT_LAW - 1, YOUNG: ADULT_LAW - 1, SIXTEEN: GROWN - 1}


@dataclass(frozen=True)
class Ages:
    """What a scheme says of ages: from which it takes people, and from which it sends them on."""

    youngest: int = 18
    sent_on_from: int = 8

    @property
    def takes_young(self) -> bool:
        return self.youngest < ADULT_LAW

    @property
    def at_the_door(self) -> int:
        """Who is younger is turned away beside the field. A scheme of adults sends no child on."""
        return min(self.youngest, self.sent_on_from) if self.takes_young else self.youngest


def path_of(born: PartialDate | None, *, on: dt.date, ages: Ages) -> str:
    """Where the date leaves it open, a person chooses; a scheme of adults asks nobody whose date is not
    known."""
    if born is None:
        return UNSURE if ages.youngest < GROWN else ADULT
    found = {_by_age(born_then, ages) for born_then in _ages_of(born, on)}
    return found.pop() if len(found) == 1 else UNSURE


def _ages_of(born: PartialDate, on: dt.date) -> range:
    return range(youngest_possible(born, on=on), oldest_possible(born, on=on) + 1)


def _by_age(years: int, ages: Ages) -> str:
    if years < ages.youngest:
        return YOUNGER
    return YOUNG if years < ADULT_LAW else SIXTEEN if years < GROWN else ADULT


def ends_on(born: PartialDate, path: str) -> dt.date | None:
    """The first day on which somebody may be too old for a pathway; None where nobody grows out of it."""
    if path not in NEXT:
        return None
    first = born.earliest
    year = first.year + NEXT[path]
    try:
        return first.replace(year=year)
    except ValueError:  # born on 29 February
        return dt.date(year, 3, 1)


def at_most(path: str) -> int | None:
    """The greatest age that goes with a pathway: a birthday moves nobody, somebody decides."""
    return AT_MOST.get(path)
