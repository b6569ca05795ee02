"""What a statement really visits: rows touched for every row shown. It needs no clock, and a machine's mood
does not change it.

Only tables of people count. Agencies and accounts are small, and often read whole on purpose.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import Model

from chrysalis.access.barriers import Side
from chrysalis.access.walls import our_models


MOST = 2  # rows visited for each row shown


@dataclass(frozen=True)
class Visits:
    visited: int
    shown: int

    @property
    def is_lean(self) -> bool:
        return self.visited <= MOST * max(self.shown, 1)

    def __str__(self) -> str:
        return f"{self.visited:,}/{self.shown:,}"


def visits(statement: str, *, using: str = "default", of: type[Model] | None = None) -> Visits:
    """Run the statement as whoever the connection is now, and count: in every table of people, or in one."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {statement}")
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    people = [of] if of else [model for model in our_models() if model.Privacy.side is not Side.NEITHER]
    tables = {model._meta.db_table for model in people}
    visited = sum(_rows(node) for node in _nodes(plan) if node.get("Relation Name") in tables)
    return Visits(round(visited), round(plan["Actual Rows"]))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for under in plan.get("Plans", []):
        yield from _nodes(under)


def _rows(node: dict[str, Any]) -> float:
    turned_away = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float((node["Actual Rows"] + turned_away) * node["Actual Loops"])
