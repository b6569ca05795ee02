"""What a referral that is not sent holds, and who may go on with it: arithmetic on what was typed."""

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import parse_qs


# The answers after which colleagues are let in, to the question whether the person is close to an agency.
OPENING = ("no", "not_known")
# By what somebody would be known on a list: in whatever part it is asked.
NAMES = ("given_names", "family_name", "known_as")
NUMBERS = ("custody_record_number", "pnc_id", "number")
SHORTEST = 4  # of a number: “Cell 4” is nobody's


@dataclass(frozen=True)
class Written:
    """One part, as it was typed: who saved it, when, and how often it was saved before."""

    typed: str = ""
    version: int = 0
    by: str = ""
    at: str = ""

    @property
    def saved_at(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Contents:
    parts: dict[str, Written] = field(default_factory=dict)
    called: str = ""  # in its writer's own words
    is_own: bool = False  # whether its writer keeps it to themselves

    @classmethod
    def read(cls, text: str) -> "Contents":
        if not text:
            return cls()
        held = json.loads(text)
        parts = {slug: Written(**part) for slug, part in held["parts"].items()}
        return cls(parts, held["called"], held["is_own"])

    @property
    def text(self) -> str:
        return json.dumps(asdict(self))

    def part(self, slug: str) -> Written:
        return self.parts.get(slug, Written())

    def having(self, slug: str, typed: str, *, by: str, at: dt.datetime) -> "Contents":
        written = Written(typed, self.part(slug).version + 1, by, at.isoformat())
        return replace(self, parts=self.parts | {slug: written})

    @property
    def is_for_all(self) -> bool:
        """SAFETY: not before somebody said that the person is close to none of the agencies: a colleague may
        be the person, or a friend who warns them."""
        return not self.is_own and self._answer("agency_link") in OPENING

    def names(self, called: str) -> bool:
        """Whether words for a list say the person's name or a number of theirs, as far as they are typed."""
        names = _words(" ".join(self._answer(name) for name in NAMES))
        numbers = {number for name in NUMBERS if len(number := _bare(self._answer(name))) >= SHORTEST}
        is_named = {name for name in names if len(name) > 1} & _words(called)
        return bool(is_named) or any(number in _bare(called) for number in numbers)

    def _answer(self, name: str) -> str:
        """Each is asked once: in one of the parts, or on the one screen."""
        typed = (parse_qs(part.typed).get(name, [""])[-1] for part in self.parts.values())
        return next(filter(None, typed), "")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
