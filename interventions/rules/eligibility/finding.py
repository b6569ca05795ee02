"""What is found of a programme and a person: reasons, each met, not met or not known."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from interventions.catalogue.terms import Programme, Terms


class Standing(Enum):
    MET = "Met"
    NOT_KNOWN = "Not known"
    NOT_MET = "Not met"


class Verdict(Enum):
    MAY = "May take part"
    ASK = "Ask first"
    NOT_NOW = "Not suitable now"


@dataclass(frozen=True)
class Facts:
    """What is known of a person on one day. "" and "not_known" are what nobody has asked yet."""

    on: dt.date
    youngest: int | None = None  # the least and the greatest age that the date of birth allows
    oldest: int | None = None
    is_young: bool = False  # on the pathway of somebody under 16, whatever the date of birth says since
    sex: str = "not_known"
    needs_interpreter: bool = False
    grade: str = ""
    is_asked: bool = False  # whether anybody has asked what follows
    abuse_types: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    acknowledges: str = "not_known"
    consents: str = "not_known"
    has_children: str = "not_known"
    fits_group: str = "not_known"
    lives_in_scheme: str = "not_known"
    criminal: str = "not_known"
    public_family: str = "not_known"
    private_family: str = "not_known"
    expert_assessed: str = "not_known"
    previous: str = "not_known"
    previous_ended_on: dt.date | None = None
    exclusions: tuple[str, ...] = ()
    begun: frozenset[str] = frozenset()  # programmes, by slug
    completed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    standing: Standing
    sentence: str


@dataclass(frozen=True)
class Offered:
    """One programme as one provider runs it."""

    programme: Programme
    name: str
    terms: Terms
    is_offered: bool = True


@dataclass(frozen=True)
class Finding:
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        standings = {reason.standing for reason in self.reasons}
        if Standing.NOT_MET in standings:
            return Verdict.NOT_NOW
        return Verdict.ASK if Standing.NOT_KNOWN in standings else Verdict.MAY

    def those(self, standing: Standing) -> list[str]:
        return [reason.sentence for reason in self.reasons if reason.standing is standing]
