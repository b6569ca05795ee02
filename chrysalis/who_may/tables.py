"""Who may see what, in English, from the declarations that the walls are built from.

Nothing here is written by hand for one role or table, so that it cannot say what is not so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst

from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.permissions import Permission
from chrysalis.access.personas import APP, SYSTEM
from chrysalis.access.roles import ROLES, Role
from chrysalis.access.walls import our_models


NOT, ALL = "no", "all"
WHOSE = {
    "agency_id": "of the own agency",
    "worker_id": "the own",
    "membership_id": "of the own place",
    "case_id": "of the case that is open",
    "client_id": "of the person whose case is open",
}
SIDES = {
    Side.CHANGE: "work with people referred because of their behaviour",
    Side.SAFETY: "support of survivors",
    Side.NEITHER: "accounts and reference data; no case",
}


@dataclass(frozen=True)
class Line:
    """One kind of record, and what a role may do with it."""

    what: str
    sees: str
    adds: str
    changes: str


@dataclass(frozen=True)
class Section:
    """One role: the side it is on, what it may do, and which records it meets."""

    role: type[Role]
    may: list[str]
    lines: list[Line]

    @property
    def side(self) -> str:
        return SIDES[self.role.side]


def sections() -> list[Section]:
    return [Section(role, _permissions(role), list(_lines(role.persona))) for role in ROLES]


def by_itself() -> list[tuple[str, str]]:
    """What the service does without anybody asking, each part with the one thing it may."""
    return [(capfirst(name.replace("_", " ")), what) for name, what in sorted(SYSTEM.items())]


def _permissions(role: type[Role]) -> list[str]:
    return [permission.english for permission in Permission if permission in role.permissions]


def _lines(persona: str) -> Iterator[Line]:
    for model in sorted(_case_data(), key=lambda model: (model.Privacy.side, _name(model))):  # type: ignore[attr-defined]
        rule = _rule(model, persona)
        if rule is not None:
            yield Line(_name(model), _sees(rule), _adds(rule), _changes(rule))


def _case_data() -> list[type[models.Model]]:
    return [model for model in our_models() if model.Privacy.side is not Side.NEITHER]  # type: ignore[attr-defined]


def _rule(model: type[models.Model], persona: str) -> rows.Rule | None:
    """The service's own role, as which administrators work, meets case data only where it is named."""
    if persona == APP:
        named: rows.Rule | None = getattr(model.Rows, APP, None)  # type: ignore[attr-defined]
        return named
    return rows.rule_for(model, persona)


def _name(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


def _sees(rule: rows.Rule) -> str:
    if not rule.reads:
        return NOT
    if isinstance(rule, rows.Addressed):
        return "to the own role in the own agency, or to oneself"
    if not isinstance(rule, rows.See) or isinstance(rule, rows.Keep):
        return ALL
    beside = ", and of what it holds" if getattr(rule, "also", "") else ""
    barred = f", {rule.bar.english}" if rule.bar and rule.bar.english else ""
    return f"{_whose(rule.value)}{beside}{', unless restricted' if rule.unless else ''}{barred}"


def _adds(rule: rows.Rule) -> str:
    checked = getattr(rule, "insert_check", None)
    return _whose(checked[1]) if rule.insert and checked else NOT


def _changes(rule: rows.Rule) -> str:
    if not rule.change:
        return NOT
    whose = _whose(rule.value) if isinstance(rule, rows.Keep) else _sees(rule)
    only = " and ".join(f"“{name}”" for name in getattr(rule, "only", ()))
    return f"{only} alone, {whose}" if only else whose


def _whose(value: str) -> str:
    return WHOSE.get(value, f"of the {value.removesuffix('_id')} that is open")
