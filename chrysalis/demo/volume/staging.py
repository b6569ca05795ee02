"""Tables of the moment, into which rows are copied before they become anybody's.

PostgreSQL refuses COPY into a table under row security, and rightly: it would pass the wall by.
"""

import csv
import io
from collections.abc import Iterable
from typing import Any


TABLES = {
    "name": (
        "n serial, given text, family text, known_as text, sex text, name_key text, keys text[], shown text[]"
    ),
    "desk": (
        "n serial, scheme uuid, suite uuid, suite_name text, code text, town text, provider uuid,"
        " provider_name text, support uuid, officers uuid[], officer_places uuid[], caseworkers uuid[],"
        " caseworker_places uuid[], link_workers uuid[], link_worker_places uuid[], lead uuid"
    ),
    "lot": "n serial, desk integer",
    "day": (
        "day date, after_closing boolean, contact_due timestamptz, try_due timestamptz,"
        " assessment_due timestamptz, workdays date[]"
    ),
    "handle": "n serial, reference text, handle text",
    "programme": (
        "scheme uuid, provider uuid, version uuid, programme text, text uuid, size integer, minutes integer,"
        " sessions integer, modules text[], facilitators uuid[], facilitator_places uuid[]"
    ),
    "evening": "first_on date, number integer, starts_at timestamptz",
}


def stage(cursor: Any, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Make the table and copy the rows; `n`, where it has one, counts them from one."""
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({TABLES[table]}) ON COMMIT DROP")
    columns = [part.split()[0] for part in TABLES[table].split(", ") if "serial" not in part]
    lines = io.StringIO()
    csv.writer(lines).writerows([[_text(value) for value in row] for row in rows])
    lines.seek(0)
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '-')", lines)
    cursor.execute(f"ANALYZE {table}")


def _text(value: object) -> str:
    """A list as PostgreSQL writes an array."""
    if not isinstance(value, list):
        return str(value)
    quoted = (str(each).replace("\\", "\\\\").replace('"', '\\"') for each in value)
    return "{" + ",".join(f'"{each}"' for each in quoted) + "}"
