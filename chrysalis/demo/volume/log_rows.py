"""The entries of the log, written by the hats that would have written them.

The log marks whatever its owner writes as written around the service. So the owner only says here what
there is to write, and each agency's own people write theirs, a few thousand in a transaction, so that no
seal is larger than it ever would be.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, connections, transaction
from psycopg2 import sql

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.access.database import database_role
from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER
from chrysalis.access.roles import ROLES, Role
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import TABLES
from chrysalis.demo.plan import CASEWORK, CUSTODY, FACILITATION, LINK_WORK
from interventions.actions.marking import MARKED
from partners.actions.dropping import SEALED
from partners.actions.filing import FILED
from referrals.actions.reading import READ
from referrals.actions.referring import SUBMITTED
from referrals.actions.triage import ACCEPTED


AT_A_TIME = 5_000
WRITERS = {
    "officer": CUSTODY, "caseworker": CASEWORK, "link_worker": LINK_WORK, "facilitator": FACILITATION,
}  # fmt: skip
WORDS = {
    "submitted": SUBMITTED, "accepted": ACCEPTED, "read": READ, "marked": MARKED, "sealed": SEALED,
    "filed": FILED,
}  # fmt: skip
STAGED = (
    "id", "at", "word", "worker_id", "membership_id", "agency_id", "role_slug", "subjects", "purpose",
    "recipient_id", "recipient", "holder_id",
)  # fmt: skip
TABLES_WRITTEN = [TABLES[side]._meta.db_table for side in (Side.CHANGE, Side.SAFETY)]
# What no entry of these has; every other column is staged.
ALWAYS = {"xid": 0, "fields": [], "reason": "", "request_id": None, "was_refused": False}


def parameters() -> Mapping[str, Any]:
    roles: dict[str, type[Role]] = {name: ROLES[slug] for name, slug in WRITERS.items()}
    return {
        **WORDS,
        **{f"{name}_role": role.slug for name, role in roles.items()},
        **{f"{name}_purpose": role.purpose.slug for name, role in roles.items()},
        "at_a_time": AT_A_TIME,
    }


def let_writers_read(cursor: Any) -> None:
    for slug in WRITERS.values():
        cursor.execute(f'GRANT SELECT ON volume_entry TO "{database_role(ROLES[slug].persona)}"')


def wait() -> bool:
    """Whether entries are staged that an interruption kept from being written, some of them or all."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('volume_entry') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def write() -> int:
    """All that is staged and not written yet; then the staging is cleared away."""
    written = sum(_write(Side(side), hat, turn) for side, hat, turn in _turns())
    with connections[OWNER].cursor() as cursor:
        cursor.execute("DROP TABLE volume_entry")
    return written


def _turns() -> Iterator[tuple[str, Hat, int]]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT side, agency_id, role_slug, max(turn) FROM volume_entry GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        found = cursor.fetchall()
    for side, agency, role, last in found:
        hat = _hat(agency, role)
        yield from ((side, hat, turn) for turn in range(last + 1))


def _hat(agency: UUID, role: str) -> Hat:
    places = Membership.objects.filter(agency_id=agency, role_slug=role, ends_on__isnull=True)
    return make_hat(places.select_related("agency").order_by("pk")[0])


def _write(side: Side, hat: Hat, turn: int) -> int:
    columns = sql.SQL(", ").join(map(sql.Identifier, (*STAGED, *ALWAYS)))
    values = sql.SQL(", ").join([*map(sql.Identifier, STAGED), *map(sql.Literal, ALWAYS.values())])
    statement = sql.SQL(
        "INSERT INTO {} ({}) SELECT {} FROM volume_entry WHERE {} ON CONFLICT DO NOTHING"
    ).format(
        sql.Identifier(TABLES[side]._meta.db_table),
        columns,
        values,
        sql.SQL("side = %s AND agency_id = %s AND turn = %s"),
    )
    with transaction.atomic(), acting_as(hat), connection.cursor() as cursor:
        cursor.execute(statement, [str(side), hat.agency_id, turn])
        return int(cursor.rowcount)
