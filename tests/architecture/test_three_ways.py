"""Three ways to the same rows: the database's wall alone, the code's scope alone, the hand-written judge.

In random small worlds (12 here; CHRYSALIS_WORLDS=1000 for the figure in the README), for each persona and
table: the rows read, the rows that may be added, the rows that may be changed and into what.
"""

import ast
import dataclasses
import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from chrysalis.access import opened, rows
from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as, open_things
from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.access.personas import APP, STRANGERS
from chrysalis.access.roles import ROLES
from chrysalis.access.walls import our_models
from chrysalis.agencies.models import Conflict, Membership, Worker
from chrysalis.agencies.queries import make_hat
from tests.architecture import oracle
from tests.architecture.crawl import undone
from tests.architecture.makers import Maker


WORLDS = int(os.environ.get("CHRYSALIS_WORLDS", "12"))
HATS = 4  # drawn a world
MOSTLY = 0.8
Rows = list[dict[str, Any]]
ANSWERS: Counter[str] = Counter()  # compared so far: rows shown or writes let, and refused


@dataclasses.dataclass(frozen=True)
class Question:
    hat: Hat
    things: dict[str, Any]
    knows: tuple[tuple[str, str], ...] = ()

    @property
    def asker(self) -> oracle.Asker:
        hat = self.hat
        return oracle.Asker(
            hat.persona,
            hat.worker_id,
            hat.membership_id,
            hat.agency_id,
            hat.role_slug,
            self.things,
            self.knows,
        )


def test_the_judge_knows_every_table():
    unjudged = {model._meta.label for model in our_models()} - set(oracle.TABLE)
    assert not unjudged, f"write into oracle.TABLE, by hand and from the access table, who sees {unjudged}"


def test_the_judge_imports_nothing_of_the_product():
    tree = ast.parse(Path(oracle.__file__).read_text())
    names = {getattr(node, "module", None) or node.names[0].name for node in _imports(tree)}
    assert names == {"collections.abc", "dataclasses", "typing"}


def _imports(tree: Any) -> Iterator[Any]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


@pytest.mark.parametrize("seed", range(WORLDS))
def test_three_ways_agree(db, seed):
    differences = list(differences_in(seed))
    print(f"world {seed}: {dict(ANSWERS)} so far")  # noqa: T201 - figures for the record
    assert not differences, "\n".join(differences[:10])


def differences_in(seed: object) -> Iterator[str]:
    maker = Maker(seed)
    maker.world()
    for question in questions(maker):
        who = f"{question.hat.role_slug} (world {seed})"
        yield from (f"{who}: {line}" for line in _differences(question, maker))


def _differences(question: Question, maker: Maker) -> list[str]:
    """What the eye and the scope see is read first; then the hat is put on, and the wall is asked."""
    tables = [Table(question, model, maker) for model in our_models()]
    with wearing(question):
        return [
            f"{table.model._meta.label}: {line}"
            for table in tables
            for answer in (table.reading, table.adding, table.changing)
            for line in answer()
        ]


def questions(maker: Maker) -> Iterator[Question]:
    """One person of this world in several roles, one after another, each with other things open."""
    dice = maker.dice
    place = Membership.objects.select_related("agency").get(pk=_place(maker))
    declared = Conflict.objects.filter(worker_id=place.worker_id, until__isnull=True)
    knows = tuple(declared.values_list("name_key", "date_of_birth"))
    for role in dice.sample(list(ROLES), min(HATS, len(ROLES))):
        Membership.objects.filter(pk=place.pk).update(role_slug=role.slug)
        hat = dataclasses.replace(make_hat(place), role_slug=role.slug)
        yield Question(hat, _opens(maker), knows)
    yield Question(hat.named, _opens(maker), knows)
    # Whoever has no account has the agency in common with those behind its door, and nothing else.
    for stranger in STRANGERS:
        yield Question(dataclasses.replace(hat, opened_as=stranger), _opens(maker), knows)


def _place(maker: Maker) -> Any:
    """A place that is in force: what ended opens nothing, which the middleware's tests show."""
    place = maker.dice.choice(maker.made[Membership])
    Worker.objects.filter(pk=place.worker_id).update(is_active=True)
    in_force = {
        "starts_on": maker.at.date() - dt.timedelta(days=9),
        "ends_on": maker.at.date() + dt.timedelta(9),
    }
    Membership.objects.filter(pk=place.pk).update(**in_force)
    if maker.dice.random() < MOSTLY:  # whoever knows somebody of this world is shut out of what is theirs
        declared = [row.pk for row in maker.made[Conflict]]
        Conflict.objects.filter(pk__in=declared).update(worker_id=place.worker_id, until=None)
    return place.pk


def _opens(maker: Maker) -> dict[str, Any]:
    """Something of the world opened, or nothing: the walls are asked for what lies behind it alone."""
    made = {model._meta.model_name: found for model, found in maker.made.items()}
    names = [name for name in opened.NAMES if made.get(name.removesuffix("_id"))]
    chosen = [name for name in names if maker.dice.random() < MOSTLY]
    return {name: maker.dice.choice(made[name.removesuffix("_id")]).pk for name in chosen}


@contextmanager
def wearing(question: Question) -> Iterator[None]:
    """The hat of a question on, with its things open; all of it taken back afterwards."""
    with undone(), acting_as(question.hat):
        open_things(**question.things)
        yield


@contextmanager
def attempt() -> Iterator[None]:
    """One statement under the wall, taken back whether or not it was let."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Table:
    """One table, asked by one question in three ways."""

    def __init__(self, question: Question, model: type[models.Model], maker: Maker) -> None:
        self.question, self.model, self.maker = question, model, maker
        self.asker, self.judge = question.asker, oracle.verdict(model._meta.label, question.hat.persona)
        self.found: Rows = list(model._base_manager.values())
        self.scope = by_scope(question, model)
        # Accounts and reference data are the service's own to keep: there the scope alone narrows.
        self.is_open = question.hat.persona == APP and model.Privacy.side is Side.NEITHER
        self.rule = declared(model, question.hat.persona)

    def reading(self) -> Iterator[str]:
        just = {row["id"] for row in self.found if self.judge.sees(self.asker, row)}
        yield from _compare("the scope shows", self.scope, just)
        if not self.is_open:
            yield from _compare("the wall shows", by_wall(self.model), just)

    def adding(self) -> Iterator[str]:
        """A row that is the asker's, as far as a row can be, and one that is as the dice fell."""
        for row in (self.maker.draw(self.model), claimed(self.maker.draw(self.model), self.question)):
            values = {
                field.attname: getattr(row, field.attname) for field in self.model._meta.concrete_fields
            }
            just = self.judge.adds(self.asker, values)
            ANSWERS["let in" if just else "kept out"] += 1
            if self._declares_adding(values) != just:
                yield f"the declaration does not say {just} to adding {values}"
            if (
                not self.is_open
                and was_let(lambda row=row: self.model._base_manager.bulk_create([row])) != just
            ):
                yield f"the wall does not say {just} to adding {values}"

    def _declares_adding(self, values: dict[str, Any]) -> bool:
        if self.rule is None or not self.rule.insert:
            return False
        column, value = self.rule.insert_check
        wanted = getattr(self.question.hat, value, None) or self.question.things.get(value)
        return wanted is not None and values[column] == wanted

    def changing(self) -> Iterator[str]:
        """Every row touched without changing it, and one of them moved to where it does not belong."""
        if self.is_open:
            return
        just = {row["id"] for row in self.found if self.judge.changes(self.asker, row)}
        yield from _compare("the wall lets change", changed_by_wall(self.model, self._touched), just)
        yield from _compare("the declaration lets change", self._declared_changes(), just)
        for row in [row for row in self.found if row["id"] in just][:1]:
            yield from self._moving(row)

    @property
    def _touched(self) -> str:
        """A column that may be changed, if any may."""
        columns = [field.column for field in self.model._meta.concrete_fields if not field.primary_key]
        return next(name for name in columns if name in (self.judge.only or columns))

    def _declared_changes(self) -> set[Any]:
        if self.rule is None or not self.rule.change:
            return set()
        if not isinstance(self.rule, rows.Keep):
            return self.scope
        wanted = getattr(self.question.hat, self.rule.value)
        return {row["id"] for row in self.found if row[self.rule.column] == wanted}

    def _moving(self, row: dict[str, Any]) -> Iterator[str]:
        """Each column that could say whose the row is, changed to say what the dice say."""
        drawn, one = self.maker.draw(self.model), self.model._base_manager.filter(pk=row["id"])
        for name in (field.attname for field in self.model._meta.concrete_fields if _says_whose(field)):
            moved = row | {name: getattr(drawn, name)}
            just = self.judge.changes(self.asker, moved) and self.judge.sees(self.asker, moved)
            just = just and name in (self.judge.only or moved)
            ANSWERS["let move" if just else "kept from moving"] += 1
            if was_let(lambda name=name: one.update(**{name: getattr(drawn, name)})) != just:
                yield f"the wall does not say {just} to changing {name} to {moved[name]}"


def _compare(what: str, found: set[Any], just: set[Any]) -> Iterator[str]:
    ANSWERS["shown"] += len(just)
    ANSWERS["sets compared"] += 1
    if found != just:
        yield f"{what} {found - just} too many and {just - found} too few"


def _says_whose(field: models.Field) -> bool:
    return not field.primary_key and isinstance(
        field, models.ForeignKey | models.UUIDField | models.BooleanField
    )


def declared(model: type[models.Model], persona: str) -> rows.Rule | None:
    """What the model declares; to `app` only what names it, where case data are concerned."""
    if persona == APP and model.Privacy.side is not Side.NEITHER:
        return getattr(model.Rows, APP, None)
    return rows.rule_for(model, persona)


def by_scope(question: Question, model: type[models.Model]) -> set[Any]:
    """What the code alone lets through: asked by the eye, which no wall stops."""
    before = opened.now_open()
    opened.remember(question.things)
    found = set(visible(question.hat, model._base_manager.all()).values_list("pk", flat=True))
    opened.remember(before)
    return found


def by_wall(model: type[models.Model]) -> set[Any]:
    """What the database alone lets through: asked without any scope."""
    return _keys_let(lambda: list(model._base_manager.values_list("pk", flat=True)))


def changed_by_wall(model: type[models.Model], column: str) -> set[Any]:
    """All rows changed in one statement without a condition: what comes back is what was let."""
    statement = f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}" RETURNING id'  # noqa: S608 - no input

    def change() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return [key for (key,) in cursor.fetchall()]

    return _keys_let(change)


def _keys_let(ask: Callable[[], list[Any]]) -> set[Any]:
    """A table without a grant lets nothing."""
    try:
        with attempt():
            return set(ask())
    except ProgrammingError as problem:
        _is_refusal(problem)
        return set()


def was_let(write: Callable[[], Any]) -> bool:
    """Whether the wall let it through; what a constraint refuses afterwards, the wall had let through."""
    try:
        with attempt():
            return bool(write())
    except IntegrityError:
        return True
    except ProgrammingError as problem:
        _is_refusal(problem)
        return False


def _is_refusal(problem: ProgrammingError) -> None:
    """Nothing else may pass for the wall holding: not a mistake in a statement, not a missing function."""
    if not any(words in str(problem) for words in ("permission denied", "row-level security")):
        raise problem


def claimed(row: models.Model, question: Question) -> models.Model:
    """With every column that could say whose it is saying: the asker's."""
    hat = question.hat
    for field in row._meta.concrete_fields:
        name = field.related_model._meta.label if field.related_model else field.attname
        if name in ("agencies.Agency", "agency_id"):
            setattr(row, field.attname, hat.agency_id)
        if name in ("agencies.Worker", "worker_id"):
            setattr(row, field.attname, hat.worker_id)
        if field.attname in question.things:
            setattr(row, field.attname, question.things[field.attname])
    return row
