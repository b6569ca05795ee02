"""Saving the register of a whole group, against one statement that writes the same marks and nothing else.

The statement is the floor: it knows already who stands on the register, asks for no version, looks at
nobody's earlier marks, tells nobody, and leaves no entry. References are checked on both sides. Several
registers take turns, so that what was written and taken back does not heap up under one.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from uuid import UUID

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER
from chrysalis.bench.duel import BENCHES, Act, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone, whole
from interventions import attending
from interventions.actions.marking import Entry, mark_register
from interventions.catalogue.marks import Mark
from interventions.models import Attendance, EnrolmentState, GroupSession


TARGET, PEOPLE = 2.0, 12
LOOKED_AT, TAKEN = 60, 20  # registers
# As an evening is: most were there, one came late, one had said before that they could not.
MARKS = (Entry(Mark.LATE, 10), Entry(Mark.ACCEPTED), *(Entry(Mark.ATTENDED),) * (PEOPLE - 2))
INSERT = f'INSERT INTO "{Attendance._meta.db_table}"'


@dataclass(frozen=True)
class Register:
    """One that waits to be marked, and what is to be written on it."""

    session: GroupSession
    entries: Mapping[UUID, Entry]

    def mark(self, hat: Hat) -> None:
        over = self.session.starts_at + dt.timedelta(minutes=self.session.minutes)
        mark_register(self.session, self.entries, seen_version=self.session.version, by=hat, at=over)


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.facilitator.hat
    registers = find_registers(hat)
    people = len(registers[0].entries)
    said = [taken_down(partial(each.mark, hat), by=hat) for each in registers]
    bare = [[statement for statement in each if statement.startswith(INSERT)] for each in said]
    as_hat = partial(send, undo=True, check=True)
    for name, ours in (
        ("the action whole", _in_turn(registers, lambda each: whole(partial(each.mark, hat)))),
        ("its statements alone", _in_turn(said, as_hat)),
        ("the same statement, under row security", _in_turn(bare, as_hat)),
    ):
        yield Duel(
            f"{people} marks: {name}",
            ours=ours,
            yardstick=_in_turn(bare, partial(send_as_owner, undo=True, check=True)),
            target=TARGET,
            setting=partial(undone, hat),
        )


def _in_turn(things: list, act: Callable[..., Act]) -> Act:
    acts = cycle([act(each) for each in things])
    return lambda: next(acts)()


def find_registers(hat: Hat) -> list[Register]:
    """The fullest that wait to be marked, all equally full, of people who have all begun; at most twelve a
    register. The latest first, whose people have the most marks behind them."""
    with acting_as(hat):
        found = [_expected(hat, each) for each in _waiting(hat)]
    fullest = max(len(each.entries) for each in found)
    full = [each for each in found if len(each.entries) == fullest]
    return sorted(full, key=lambda each: each.session.number, reverse=True)[:TAKEN]


def _waiting(hat: Hat) -> list[GroupSession]:
    """Of the newest groups, which few have left yet: as the owner, who need not ask whose they are."""
    sessions = GroupSession.objects.using(OWNER).filter(provider_agency_id=hat.agency_id, state="planned")
    begun = sessions.filter(number__gt=1, group__sessions__state="held").order_by("number", "starts_at", "pk")
    return list(begun.distinct()[:LOOKED_AT])


def _expected(hat: Hat, session: GroupSession) -> Register:
    session = attending.group_sessions(hat).get(pk=session.pk)
    going = attending.expected_at(hat, session).filter(state=EnrolmentState.ACTIVE).order_by("pk")
    return Register(session, dict(zip(going.values_list("pk", flat=True), MARKS, strict=False)))


BENCHES.add(Bench("register", "saving the register of twelve, against one statement with its marks", duels))
