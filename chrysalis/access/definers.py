"""Functions of the database that run with their maker's rights: the only holes in the wall, all listed.

A definer sees past row security, so each is declared here with what it answers, to whom, and why a
plain query cannot. It narrows by the context itself and gives a capped, closed answer. Whoever is not
named may not so much as call it.

SAFETY: a definer that answers more than its one question shows one side the people of the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chrysalis.access.database import database_role
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Definer:
    name: str
    takes: str  # "name text, born text"
    gives: str  # "TABLE (client_id uuid, …)", or a type
    body: str  # one SQL statement
    personas: frozenset[str]
    why: str
    writes: bool = False  # changes rows as well: those it was asked about, and only as its one answer

    def sql(self) -> Iterator[str]:
        volatility = "VOLATILE" if self.writes else "STABLE"
        # The path is fixed, so that nobody's own table or operator can stand in for ours.
        yield (
            f"CREATE FUNCTION {self.name}({self.takes}) RETURNS {self.gives} {volatility} SECURITY DEFINER "
            f"SET search_path = public, pg_temp LANGUAGE sql AS $body${self.body}$body$"
        )
        yield f"REVOKE ALL ON FUNCTION {self.name} FROM PUBLIC"
        for persona in sorted(self.personas):
            yield f'GRANT EXECUTE ON FUNCTION {self.name} TO "{database_role(persona)}"'


DEFINERS: Registry[Definer] = Registry("definer function", key=lambda definer: definer.name)
