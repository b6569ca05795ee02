"""Making the sessions of a group: one statement however many, under row security and without.

The statement is what is held to its target. What the action does besides (reading the version, working out
days around bank holidays, the log's entry) is shown beside it, and has none.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from math import inf

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone, whole
from chrysalis.working_days import in_london
from interventions import attending
from interventions.actions.grouping import Plan, add_sessions
from interventions.models import GroupSession


STATEMENT, NONE = 1.2, inf
SESSIONS, NATION = 26, "england"


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.group_worker.hat
    with acting_as(hat):
        group = attending.groups(hat).order_by("-starts_on", "pk")[0]
        last = group.sessions.latest("number")
    next_day = in_london(last.starts_at).date() + dt.timedelta(weeks=1)
    plan = Plan(next_day, group.meets_at, SESSIONS)
    make = partial(add_sessions, group, plan=plan, nation=NATION, by=hat, at=timezone.now())
    said = taken_down(make, by=hat)
    table = f'INSERT INTO "{GroupSession._meta.db_table}"'
    bare = [statement for statement in said if statement.startswith(table)]
    for name, ours, target in (
        ("the action's statement", send(bare, undo=True, check=True), STATEMENT),
        ("the action whole", whole(make), NONE),
    ):
        yield Duel(
            f"{SESSIONS} sessions: {name}",
            ours=ours,
            yardstick=send_as_owner(bare, undo=True, check=True),
            target=target,
            setting=partial(undone, hat),
        )


BENCHES.add(Bench("schedule", "the sessions of a group, under row security and without", duels))
