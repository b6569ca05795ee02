"""The hat: who is at work, for which agency, as what. On screen: "Working as".

One hat a request. `agencies` makes it from a membership that is in force at that moment; it holds
ids and slugs only, so that policy never reaches for a table.
"""

from dataclasses import dataclass, field, replace
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.personas import NAMED
from chrysalis.access.purposes import Purpose
from chrysalis.access.roles import ROLES, Role


@dataclass(frozen=True)
class Hat:
    worker_id: UUID
    membership_id: UUID
    agency_id: UUID
    agency_kinds: frozenset[str]
    role_slug: str
    agency_idle_minutes: int | None = None
    # For the screen alone: "Custody officer, Oldbury custody suite".
    label: str = field(default="", compare=False)
    opened_as: str = ""  # the persona of something restricted that was opened; else that of the role

    @property
    def role(self) -> type[Role]:
        return ROLES[self.role_slug]

    @property
    def side(self) -> Side:
        return self.role.side

    @property
    def purpose(self) -> Purpose:
        return self.role.purpose

    @property
    def persona(self) -> str:
        return self.opened_as or self.role.persona

    @property
    def named(self) -> "Hat":
        """The same worker, in front of one restricted thing. Who may wear it is asked before it is worn."""
        return replace(self, opened_as=NAMED)

    @property
    def idle_minutes(self) -> int:
        return min(self.role.idle_minutes, self.agency_idle_minutes or self.role.idle_minutes)
