"""Adding the rows of a spreadsheet: as an import writes them, against COPY of the same rows.

The yardstick is the quickest that the database takes rows at all: COPY, out of text that is made beforehand,
into the same tables with the same indexes. Where row security is forced the database refuses COPY even to the
owner, so that it is not forced upon the owner for that turn, which is then taken back, this with it. Both
have the references checked that would be checked in the end.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from io import StringIO

from django.db import connections, models
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER
from chrysalis.agencies.models import Scheme
from chrysalis.bench.duel import BENCHES, Act, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import undone
from referrals.actions.import_checking import Given
from referrals.actions.import_writing import Batch, gather
from referrals.models import PersonKey, ProfessionalDetails, Referral, WrittenDown


TARGET = 1.5
ROWS = 2_000
AT_ONCE = 500  # as the product's own setting is, unless somebody changes it
TABLES = (Referral, ProfessionalDetails, WrittenDown, PersonKey)
SYLLABLES = ("lark", "spur", "whin", "teal", "sedge", "fern", "rush", "plover", "dun", "nock")


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.providers["largest"].hat
    yield duel(hat, rows=ROWS)


def duel(hat: Hat, *, rows: int) -> Duel:
    with acting_as(hat):
        scheme = Scheme.objects.filter(front_door_id=hat.agency_id)[0]
        batches = [
            gather(map(_given, range(start, min(start + AT_ONCE, rows))), scheme, by=hat)
            for start in range(0, rows, AT_ONCE)
        ]
    return Duel(
        f"{rows:,} rows of a spreadsheet",
        ours=_turn("default", partial(_write, batches)),
        yardstick=_turn(OWNER, partial(_copy, _copied(batches))),
        target=TARGET,
        setting=partial(undone, hat),
    )


def _given(number: int) -> Given:
    """Somebody as a spreadsheet tells of them: no name twice in a hundred, and the numbers people have."""
    first, second = SYLLABLES[number % 10], SYLLABLES[number // 10 % 10]
    person = {
        "given_names": f"{first.title()} {second}",
        "family_name": f"{second.title()}{first}",
        "date_of_birth": f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}",
        "sex": "male",
        "telephone": f"07700 900{number % 1000:03}",
        "staying_at": f"{number} Invented Street, B{1 + number % 9} {number % 10}AA",
    }
    details = {
        "post": "Social worker",
        "reached_at": "desk@council.example",
        "behaviours": ["controlling", "economic"],
        "what_happened": "Keeps the bank cards, and counts the minutes of each errand. " * 4,
        "agrees": "yes",
    }
    told_at = timezone.now() - dt.timedelta(days=number % 300)
    told = WrittenDown(
        told_by="Bel Tarn", agency_named="Lintel", role="Social worker", way="spreadsheet", told_at=told_at
    )
    return Given("council", person, details, told)


def _turn(using: str, write: Act) -> Act:
    def act() -> None:
        with connections[using].cursor() as cursor:
            cursor.execute("SAVEPOINT turn")
            write()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("ROLLBACK TO turn")

    return act


def _write(batches: Sequence[Batch]) -> None:
    for batch in batches:
        batch.write()


Copied = list[tuple[str, str]]  # the statement, and what it copies


def _copy(copied: Copied) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        # SAFETY: in this transaction alone, which is taken back; and only the demonstration has benches.
        for model in TABLES:
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" NO FORCE ROW LEVEL SECURITY')
        for statement, text in copied:
            cursor.copy_expert(statement, StringIO(text))


def _copied(batches: Sequence[Batch]) -> Copied:
    of_table: dict[type[models.Model], list[models.Model]] = {}
    for batch in batches:
        for things in (batch.referrals, batch.details, batch.told, batch.keys):
            of_table.setdefault(type(things[0]), []).extend(things)
    return [_of_table(model, things) for model, things in of_table.items()]


def _of_table(model: type[models.Model], things: Sequence[models.Model]) -> tuple[str, str]:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    lines = ["\t".join(_said(getattr(thing, field.attname)) for field in fields) for thing in things]
    return f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', "\n".join(lines) + "\n"


def _said(value: object) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(str(each) for each in value) + "}"
    if isinstance(value, (str, int, uuid.UUID)):
        return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    raise TypeError(type(value))


BENCHES.add(Bench("import", "rows of a spreadsheet added under row security, and copied without", duels))
