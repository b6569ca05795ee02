"""Indexes and references laid aside while very many rows are written, and put back as they were.

Building an index once takes a tenth of the time of growing it row by row; a reference is checked over
all rows in one walk. Everything happens in one transaction: what goes wrong leaves them where they were.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


# References first, since they lean on the keys; put back in the opposite order.
_CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, definition)
    FROM (SELECT *, pg_get_constraintdef(oid) AS definition, conrelid::regclass::text AS ours,
                 confrelid::regclass::text AS theirs FROM pg_constraint) found"""
_REFERENCES = f"""{_CONSTRAINTS}
    WHERE contype = 'f' AND (ours = ANY(%(tables)s) OR theirs = ANY(%(tables)s)) ORDER BY conname"""
_KEYS = f"""{_CONSTRAINTS}
    WHERE contype IN ('p', 'u') AND ours = ANY(%(tables)s) ORDER BY conname"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid::regclass::text = ANY(%(tables)s)
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY indexrelid::regclass::text"""


@contextmanager
def laid_aside(cursor: Any, tables: Sequence[str]) -> Iterator[None]:
    """Everything found when the block begins is there again when it ends."""
    found = [line for question in (_REFERENCES, _KEYS, _INDEXES) for line in _ask(cursor, question, tables)]
    for drop, _ in found:
        cursor.execute(drop)
    yield
    for _, make in reversed(found):
        cursor.execute(make)


def _ask(cursor: Any, question: str, tables: Sequence[str]) -> list[tuple[str, str]]:
    cursor.execute(question, {"tables": list(tables)})
    return list(cursor.fetchall())
