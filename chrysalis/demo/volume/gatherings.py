"""What each provider gives in groups, and when such a group meets: staged, for the rows to be drawn from.

Evenings come from the same rules as everybody's, once a first day and not once a group.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chrysalis.access.personas import OWNER
from chrysalis.agencies.models import Agency, Membership, Scheme
from chrysalis.demo.plan import FACILITATION
from chrysalis.demo.runs import EVENING
from chrysalis.demo.volume.days import BACK, NATION
from chrysalis.demo.volume.desks import Desk, keys_of, places_at
from interventions.catalogue.terms import Frequency, Mode
from interventions.models import AgreementText, ProgrammeVersion
from interventions.rules.schedule import Closed, Rhythm, modules_over, session_days, session_moments


AHEAD = 40  # days from today on which a group may still begin
USUAL_SIZE, USUAL_LENGTH = 12, 26
SATURDAY = 5


@dataclass(frozen=True)
class Given:
    """One programme that a provider gives in groups in one scheme, and who leads them."""

    scheme: Scheme
    provider: Agency
    version: ProgrammeVersion
    text: AgreementText
    facilitators: list[Membership]

    @property
    def sessions(self) -> int:
        return self.version.sessions_total or USUAL_LENGTH

    @property
    def row(self) -> tuple[object, ...]:
        held = (self.scheme.pk, self.provider.pk, self.version.pk, self.version.programme, self.text.pk)
        size = (self.version.group_max or USUAL_SIZE, self.version.minutes or 120, self.sessions)
        workers, places = keys_of(self.facilitators)
        return (*held, *size, modules_over(self.version.modules, self.sessions), workers, places)


def given(found: Iterable[Desk], *, on: dt.date) -> list[Given]:
    """Of each provider the longest; nothing of one who sees everybody one to one."""
    providers = {(desk.scheme.pk, desk.provider.pk): desk for desk in found}
    made = (_of_provider(desk, on) for desk in providers.values())
    return [each for each in made if each is not None]


def _of_provider(desk: Desk, on: dt.date) -> Given | None:
    in_groups = {"mode__in": (Mode.GROUP.value, Mode.MIXED.value), "number": 1}
    held = ProgrammeVersion.objects.using(OWNER).filter(scheme=desk.scheme, provider_agency=desk.provider)
    version = held.filter(**in_groups).order_by("-sessions_total", "programme").first()
    text = AgreementText.objects.using(OWNER).filter(provider_agency=desk.provider).first()
    facilitators = places_at(desk.provider, FACILITATION, on)
    if version is None or text is None or not facilitators:
        return None
    return Given(desk.scheme, desk.provider, version, text, facilitators)


def evenings(until: dt.date, *, longest: int) -> Iterator[tuple[object, ...]]:
    """First day, number, moment: of every group that could have begun."""
    closed, weekly = Closed(NATION), Rhythm(Frequency.WEEKLY)
    for back in range(-AHEAD, BACK):
        first = until - dt.timedelta(days=back)
        if first.weekday() >= SATURDAY or first in closed:
            continue
        moments = session_moments(session_days(first, longest, weekly, closed=closed), EVENING)
        yield from ((first, number, moment) for number, moment in enumerate(moments, 1))
