"""Which door an agency refers through, and what it is asked there. What comes of it is one referral."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from chrysalis.agencies.models import Agency
from referrals.forms.custody import Custody
from referrals.forms.parts import PARTS, WHOLE, Part
from referrals.forms.police import Police
from referrals.forms.professional import Professional
from referrals.forms.refer import Refer
from referrals.models import Source


@dataclass(frozen=True)
class Door:
    source: Source
    form: Callable[..., Refer]
    fields: str  # the template that lays them out
    takes_documents: bool = False
    in_parts: bool = False  # whether it may be written part by part, by several of the agency
    left_whole: bool = False  # whether its one screen, half written, may be left to colleagues

    @property
    def parts(self) -> tuple[Part, ...]:
        """In which it is kept while it is not sent; none where only its writer can keep it."""
        if self.left_whole:
            return (WHOLE,)
        return tuple(PARTS) if self.in_parts else ()


def _professional(source: Source, form: type[Professional] = Professional) -> Door:
    fields = "referrals/professional_fields.html"
    in_parts = form is Professional  # an officer's form asks more than the parts have
    return Door(source, partial(form, source=source), fields, takes_documents=True, in_parts=in_parts)


K = Agency.Kind
# By the first of its kinds that is here; everybody else comes as another service.
DOORS = {
    K.CUSTODY_SUITE: Door(Source.CUSTODY, Custody, "referrals/custody_fields.html", left_whole=True),
    K.POLICE_FORCE: _professional(Source.POLICE, Police),
    K.COUNCIL: _professional(Source.COUNCIL),
    K.PROBATION: _professional(Source.PROBATION),
    K.HEALTH: _professional(Source.HEALTH),
}
ELSEWHERE = _professional(Source.OTHER)
BY_SOURCE = {str(door.source): door for door in (*DOORS.values(), ELSEWHERE)}


def door_of(agency: Agency) -> Door:
    return next((door for kind, door in DOORS.items() if kind in agency.kinds), ELSEWHERE)
