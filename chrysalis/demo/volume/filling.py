"""Filling the demonstration up to very many cases, in minutes.

Agencies and their people are made through the ordinary actions. Then the owner of the tables writes the
rows that actions would have written, set by set, in one transaction: all of them, or none. Last, the
agencies' own people write the log.

SAFETY: everybody here is invented. It runs in the demonstration and nowhere else (the command refuses),
since the owner's hand passes every wall by, and a real case among a million invented ones is lost.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

from django.db import connections, transaction

from chrysalis import keys
from chrysalis.access.grants import OPEN
from chrysalis.access.personas import OWNER
from chrysalis.agencies.models import Scheme
from chrysalis.demo.cast import Cast
from chrysalis.demo.custody import ALLEGED, FIRST_UNUSED_SERIAL, OFFICERS
from chrysalis.demo.people import FAMILY_NAMES, LANGUAGES, STREETS
from chrysalis.demo.runs import EVENING
from chrysalis.demo.support import NAMES as SURVIVORS
from chrysalis.demo.volume import (
    change_rows,
    course_rows,
    days,
    gatherings,
    log_rows,
    plans,
    restricted_rows,
    safety_rows,
)
from chrysalis.demo.volume.desks import Desk, desks, lots
from chrysalis.demo.volume.indexes import laid_aside
from chrysalis.demo.volume.names import invent_names
from chrysalis.demo.volume.sql import script
from chrysalis.demo.volume.staging import stage
from chrysalis.working_days import in_london
from referrals.actions.contacting import ARRANGE_ASSESSMENT, TRY_AGAIN
from referrals.actions.triage import FIRST_CONTACT
from referrals.models import Case
from referrals.rules.identifiers import CHECK_LETTERS
from referrals.rules.person_keys import handle


SEED = 20_261
WAITING = 0.02  # referrals that nobody has accepted yet, beside the cases
FILLINGS = (
    *change_rows.FILLINGS, *restricted_rows.FILLINGS, *course_rows.FILLINGS, *safety_rows.FILLINGS,
)  # fmt: skip
Say = Callable[[str], None]


def is_filled() -> bool:
    """Whether everything is there. What was interrupted goes on from where it was."""
    return _has_rows() and not log_rows.wait()


def fill(*, up_to: int, at: dt.datetime, say: Say, seed: int = SEED) -> None:
    """Add as many cases as are missing, and a few referrals that wait. Equal seeds give equal people."""
    if not _has_rows():
        _write_everything(up_to - Case.objects.using(OWNER).count(), at=at, say=say, seed=seed)
    say("Writing the log, as each agency's own people.")
    say(f"  {log_rows.write():>12,} entries")
    say("Counting what there is, for the planner.")
    with connections[OWNER].cursor() as cursor:
        for table in [*_tables(), *log_rows.TABLES_WRITTEN]:
            cursor.execute(f'VACUUM (ANALYZE) "{table}"')


def _has_rows() -> bool:
    return Case.objects.using(OWNER).filter(scheme__slug=plans.slug_of(0)).exists()


def _write_everything(cases: int, *, at: dt.datetime, say: Say, seed: int) -> None:
    """Agencies and people, then the rows. An interruption may have left the agencies of some schemes."""
    schemes = plans.how_many(cases)
    say(f"Inventing {schemes} more schemes and their people.")
    with keys.seeded(f"volume/{seed}"):
        for number in range(schemes):
            if not Scheme.objects.filter(slug=plans.slug_of(number)).exists():
                Cast(plans.invented(number), at=at)
        _write_rows(cases, schemes, at=at, seed=seed, say=say)


def _write_rows(cases: int, schemes: int, *, at: dt.datetime, seed: int, say: Say) -> None:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        _hurry(cursor)
        say("Drawing what becomes of each referral.")
        parameters = draw(cursor, cases, schemes, at=at, seed=seed)
        with laid_aside(cursor, _tables()):
            for filling in FILLINGS:
                written = filling.insert(cursor, parameters)
                say(f"  {written:>12,} rows of {filling.model._meta.label}")
            say("Building the indexes, and checking every reference.")
        cursor.execute("DROP TABLE IF EXISTS volume_entry")
        cursor.execute(script("entry"), parameters)
        log_rows.let_writers_read(cursor)


def _hurry(cursor: Any) -> None:
    """Memory for this one transaction; nothing of it outlives it."""
    for setting, value in {"work_mem": "256MB", "maintenance_work_mem": "512MB", "jit": "off"}.items():
        cursor.execute(f"SET LOCAL {setting} = '{value}'")


def draw(cursor: Any, cases: int, schemes: int, *, at: dt.datetime, seed: int) -> dict[str, Any]:
    """What becomes of each referral, in tables of the moment; gives what statements over them need."""
    referrals, found = cases + int(cases * WAITING), desks(schemes=schemes, on=in_london(at).date())
    names = list(invent_names(Random(seed), referrals))  # noqa: S311 - a story, not a secret
    drawn = list(lots(found))
    stage(cursor, "name", (name.row for name in names))
    stage(cursor, "desk", (desk.row for desk in found))
    stage(cursor, "lot", ((number,) for number in drawn))
    stage(cursor, "day", days.rows(in_london(at).date()))
    stage(cursor, "handle", _handles(referrals))
    _stage_groups(cursor, found, on=in_london(at).date())
    counts = {"cases": cases, "referrals": referrals, "names": len(names), "lots": len(drawn)}
    parameters = counts | {"at": at, "seed": seed} | _stock() | log_rows.parameters()
    cursor.execute(script("dice"), parameters)
    cursor.execute(script("arrival"), parameters)
    cursor.execute(script("course"), parameters)
    return parameters


def _stage_groups(cursor: Any, found: list[Desk], *, on: dt.date) -> None:
    given = gatherings.given(found, on=on)
    stage(cursor, "programme", (each.row for each in given))
    longest = max((each.sessions for each in given), default=0)
    stage(cursor, "evening", gatherings.evenings(on, longest=longest))


def _stock() -> dict[str, Any]:
    """What rows are invented from: the words of the ordinary demonstration."""
    return {
        "languages": list(LANGUAGES),
        "streets": list(STREETS),
        "alleged": list(ALLEGED),
        "officers": list(OFFICERS),
        "survivors": list(SURVIVORS),
        "families": list(FAMILY_NAMES),
        "check_letters": CHECK_LETTERS,
        "first_unused": FIRST_UNUSED_SERIAL,
        "first_contact": FIRST_CONTACT,
        "arrange": ARRANGE_ASSESSMENT,
        "try_again": TRY_AGAIN,
        "open": OPEN,
        "marks": list(course_rows.MARKS),
        "evening": EVENING,
    }


def _handles(referrals: int) -> Iterator[tuple[str, str]]:
    for _ in range(referrals):
        reference = keys.reference()
        yield reference, handle(reference)


def _tables() -> Iterable[str]:
    return sorted({filling.table for filling in FILLINGS})
