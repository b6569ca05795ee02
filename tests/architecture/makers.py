"""Random small worlds: rows of every table that mean nothing, with every column that a wall looks at drawn
at random, so that a wall which looks at the wrong one lets somebody through.

Rows are made from the fields themselves, so that a new table is in the worlds from its first day.
"""

import datetime as dt
import random
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from chrysalis.access.roles import ROLES
from chrysalis.access.walls import our_models
from tests.architecture import tried


DATES = ("", "1991", "1991-03", "1992-04-05")  # as much of one as is known
# Few enough that somebody is known to a worker by chance.
FEW = {"name_key": ("adakestrel", "ben larkspur"), "date_of_birth": DATES, "since": DATES}
TRIES, AT_A_TIME = 12, 8  # some pairs of values are refused by a constraint: draw again
MOST = 5  # rows a table


class Maker:
    """Draws rows from one seed. What already stands in the database may be pointed at too."""

    def __init__(self, seed: object) -> None:
        self.dice = random.Random(f"{seed}")  # noqa: S311 - seeded on purpose
        self.at = timezone.now()
        self.made: dict[type[models.Model], list[models.Model]] = {}
        self.before: dict[type[models.Model], Any] = {}
        # Keys without foreign keys are drawn from all keys there are, so that they meet.
        self.pool: list[uuid.UUID] = []

    def world(self) -> None:
        """What stood before is looked at now: later rows may be drawn for somebody who cannot."""
        targets = {field.related_model for model in our_models() for field in model._meta.concrete_fields}
        for model in targets - {None}:
            self._one_from_before(model)
        for model in in_order():
            self._make_some(model, self.dice.randint(2, MOST))

    def make(self, model: type[models.Model]) -> models.Model | None:
        """One more row, unless no constraint lets any in."""
        before = len(self.made.get(model, ()))
        self._make_some(model, 1)
        return next(iter(self.made.get(model, ())[before:]), None)

    def _make_some(self, model: type[models.Model], wanted: int) -> None:
        """Drawn a few at a time: those that no constraint refuses stay."""
        for turn in range(TRIES):
            rows = [self.draw(model) for _ in range(AT_A_TIME if turn else wanted)]
            for place in tried.kept(tried.adding(rows), wanted=wanted):
                self.made.setdefault(model, []).append(rows[place])
                self.pool.append(rows[place].pk)
                wanted -= 1
            if not wanted:
                return

    def draw(self, model: type[models.Model]) -> models.Model:
        """A row that is not in the database."""
        values = {field.attname: self._value(field) for field in model._meta.concrete_fields}
        return model(**values)

    def _value(self, field: models.Field) -> Any:
        if field.primary_key:
            return uuid.UUID(int=self.dice.getrandbits(128), version=4)
        if isinstance(field, models.ForeignKey):
            return self._one_of(field)
        if field.null and self.dice.random() < 0.3:
            return None
        if field.name in FEW and isinstance(field, models.CharField):
            return self.dice.choice(FEW[field.name])
        if field.name == "role_slug":
            return self.dice.choice([role.slug for role in ROLES])
        if field.choices:
            return self.dice.choice([value for value, _ in field.flatchoices])
        return self._plain(field)

    def _one_of(self, field: models.ForeignKey) -> Any:
        rows = self.made.get(field.related_model) or []
        if rows and (field.one_to_one or self.dice.random() < 0.9):
            return self.dice.choice(rows).pk
        return None if field.null else self._one_from_before(field.related_model)

    def _one_from_before(self, model: type[models.Model]) -> Any:
        """The key of a row that was not made here, where there is one; asked for once, as few are needed."""
        if model not in self.before:
            ours = [row.pk for row in self.made.get(model, ())]
            found = model._base_manager.exclude(pk__in=ours).order_by("pk")
            self.before[model] = found.values_list("pk", flat=True).first()
        return self.before[model]

    def _plain(self, field: models.Field) -> Any:
        dice = self.dice
        if isinstance(field, ArrayField):
            return []
        if isinstance(field, models.BooleanField):
            return dice.random() < 0.4
        if isinstance(field, models.DateTimeField):
            return self.at - dt.timedelta(days=dice.randint(0, 40))
        if isinstance(field, models.DateField):
            return timezone.localdate(self.at) + dt.timedelta(days=dice.choice([-40, -20, 20, 40]))
        if isinstance(field, models.TimeField):
            return dt.time(dice.randint(0, 23))
        if isinstance(field, models.UUIDField):
            return dice.choice(self.pool) if self.pool else uuid.UUID(int=dice.getrandbits(128), version=4)
        if isinstance(field, models.BinaryField):
            return b"sealed"
        if isinstance(field, models.IntegerField):
            return dice.randint(1, 9)
        if isinstance(field, models.JSONField):
            return field.get_default() if field.has_default() else {}
        if isinstance(field, models.DurationField):
            return dt.timedelta(hours=1)
        return f"x{dice.getrandbits(60):x}"[: field.max_length or 20]


def in_order() -> list[type[models.Model]]:
    """Every table of ours, what is pointed at before what points."""
    found: list[type[models.Model]] = []

    def visit(model: type[models.Model], above: tuple[type[models.Model], ...]) -> None:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if target and target in models_of_ours and target not in (*above, *found):
                visit(target, (*above, model))
        if model not in found:
            found.append(model)

    models_of_ours = our_models()
    for model in models_of_ours:
        visit(model, ())
    return found


def drawn(model: type[models.Model], values: dict[str, object]) -> object:
    """A row that no action makes in a moment: as the dice have it, but for these values."""
    row = Maker(model._meta.label).draw(model)
    for name, value in values.items():
        setattr(row, name, value)
    row.pk = model._meta.pk.get_default()
    model._base_manager.bulk_create([row])
    return row.pk
