"""Saving the register of a whole group, against one statement that writes the same marks and nothing else.

The statement is the floor: it knows already who stands on the register, asks for no version, looks at
nobody's earlier marks, tells nobody, and leaves no entry. References are checked on both sides.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from uuid import UUID

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone, whole
from interventions import attending
from interventions.actions.marking import Entry, mark_register
from interventions.catalogue.marks import Mark
from interventions.models import Attendance, EnrolmentState, GroupSession


TARGET, PEOPLE = 2.0, 12
# As an evening is: most were there, one came late, one had said before that they could not.
MARKS = (Entry(Mark.LATE, 10), Entry(Mark.ACCEPTED), *(Entry(Mark.ATTENDED),) * (PEOPLE - 2))


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.facilitator.hat
    session, entries = find_register(hat)
    mark = partial(
        mark_register, session, entries, seen_version=session.version, by=hat, at=_evening_after(session)
    )
    said = taken_down(mark, by=hat)
    bare = [
        statement for statement in said if statement.startswith(f'INSERT INTO "{Attendance._meta.db_table}"')
    ]
    for name, ours in (
        ("the action whole", whole(mark)),
        ("its statements alone", send(said, undo=True, check=True)),
        ("the same statement, under row security", send(bare, undo=True, check=True)),
    ):
        yield Duel(
            f"{len(entries)} marks: {name}",
            ours=ours,
            yardstick=send_as_owner(bare, undo=True, check=True),
            target=TARGET,
            setting=partial(undone, hat),
        )


def find_register(hat: Hat) -> tuple[GroupSession, Mapping[UUID, Entry]]:
    """The fullest that waits to be marked, of people who have all begun; at most twelve of them."""
    with acting_as(hat):
        return max((_expected(hat, each) for each in _waiting(hat)), key=lambda found: len(found[1]))


def _waiting(hat: Hat) -> list[GroupSession]:
    """Of the newest groups, from which nobody has left yet: as the owner, who need not ask whose they are."""
    sessions = GroupSession.objects.using(OWNER).filter(provider_agency_id=hat.agency_id, state="planned")
    begun = sessions.filter(number__gt=1, group__sessions__state="held").order_by("number", "starts_at", "pk")
    return list(begun.distinct()[:8])


def _expected(hat: Hat, session: GroupSession) -> tuple[GroupSession, Mapping[UUID, Entry]]:
    session = attending.group_sessions(hat).get(pk=session.pk)
    going = attending.expected_at(hat, session).filter(state=EnrolmentState.ACTIVE).order_by("pk")
    return session, dict(zip(going.values_list("pk", flat=True), MARKS, strict=False))


def _evening_after(session: GroupSession) -> dt.datetime:
    return session.starts_at + dt.timedelta(minutes=session.minutes)


BENCHES.add(Bench("register", "saving the register of twelve, against one statement with its marks", duels))
