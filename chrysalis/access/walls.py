"""The wall in the database, written from the declarations beside the models.

Row security is forced on every table of ours. The owner has a policy of its own on each (without one
it would see no rows while it checks a new foreign key, and find a broken one sound). A persona gets
a grant and a policy a verb: select, insert and update apart, never delete. `app` gets accounts and
reference data, and no grant at all on case data.

SAFETY: nothing here may say `true` to a persona about case data, and no policy may hold an arm for
administrators: the one exception is the one that leaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from chrysalis.access import triggers
from chrysalis.access.context import ALL, WORDS
from chrysalis.access.database import database_role
from chrysalis.access.definers import DEFINERS
from chrysalis.access.personas import APP, OWNER, personas
from chrysalis.access.rows import (
    Add,
    Addressed,
    Carry,
    Chain,
    Keep,
    Raise,
    Reference,
    Rule,
    See,
    Settled,
    Sweep,
    is_open_to_app,
    rule_for,
)


OURS = ("chrysalis.", "referrals.", "interventions.", "partners.")
APPEND_ONLY = {"audit"}
# What guardian reads beside a named person's grant: the words for permissions, and no row of anybody.
JOINED_TO_GRANTS = ("auth_permission", "django_content_type")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Policy:
    """One line of the wall: who may do what with which rows of a table."""

    table: str
    name: str
    verb: str
    role: str
    using: str = ""
    check: str = ""

    def sql(self) -> str:
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        return f'CREATE POLICY {self.name} ON "{self.table}" FOR {self.verb} TO "{self.role}"{using}{check}'


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def policies() -> Iterator[Policy]:
    for model in our_models():
        table = model._meta.db_table
        yield from _in_full(table, "owner", database_role(OWNER))
        if is_open_to_app(model):
            yield from _in_full(table, "app", database_role(APP), _verbs_of_app(model))
        for persona, rule in _rules(model):
            yield from _by_rule(table, persona, rule)


def _rules(model: type[models.Model]) -> Iterator[tuple[str, Rule]]:
    """Whom the model's declaration names. `app` is held to it too where the table is not open to it:
    administrators write drafts, and see their own alone."""
    named = [] if is_open_to_app(model) or not hasattr(model.Rows, APP) else [APP]  # type: ignore[attr-defined]
    for persona in [*personas(), *named]:
        rule = rule_for(model, persona)
        if rule:
            yield persona, rule


def _verbs_of_app(model: type[models.Model]) -> tuple[str, ...]:
    return VERBS[:2] if model._meta.app_label in APPEND_ONLY else VERBS


def _in_full(table: str, name: str, role: str, verbs: tuple[str, ...] = VERBS) -> Iterator[Policy]:
    for verb in verbs:
        using = "" if verb == "INSERT" else "true"
        check = "true" if verb in ("INSERT", "UPDATE") else ""
        yield Policy(table, f"{name}_{verb.lower()}", verb, role, using, check)


def _by_rule(table: str, persona: str, rule: Rule) -> Iterator[Policy]:
    role = database_role(persona)
    if isinstance(rule, Sweep):
        for verb in ("SELECT", "DELETE"):
            yield Policy(table, f"{persona}_{verb.lower()}", verb, role, using=f"{rule.column} < now()")
        return
    if isinstance(rule, Raise):
        yield Policy(table, f"{persona}_insert", "INSERT", role, check=f"{rule.column} IS NULL")
        return
    if isinstance(rule, Settled):
        settled = f"{rule.column} < (SELECT settled_below())"
        yield Policy(table, f"{persona}_select", "SELECT", role, using=settled)
        return
    if isinstance(rule, Chain):
        yield Policy(table, f"{persona}_select", "SELECT", role, using=f"{rule.number} > 0")
        claims = f"{rule.horizon} <= (SELECT settled_below())"
        yield Policy(table, f"{persona}_insert", "INSERT", role, check=claims)
        return
    if isinstance(rule, Carry):
        carried = f"{rule.column} IS NOT NULL"
        yield Policy(table, f"{persona}_select", "SELECT", role, using=carried)
        if rule.insert:
            yield Policy(table, f"{persona}_insert", "INSERT", role, check=carried)
        if rule.change:
            yield Policy(table, f"{persona}_update", "UPDATE", role, using=carried, check=carried)
        return
    if isinstance(rule, Addressed):
        yield Policy(table, f"{persona}_select", "SELECT", role, using=ADDRESSED)
        if rule.change:
            yield Policy(table, f"{persona}_update", "UPDATE", role, using=ADDRESSED, check=ADDRESSED)
        return
    visible = _visible(rule, table)
    if rule.reads:
        yield Policy(table, f"{persona}_select", "SELECT", role, using=visible)
    if rule.insert and not isinstance(rule, Reference):
        yield Policy(table, f"{persona}_insert", "INSERT", role, check=_equals(*rule.insert_check))
    if rule.change:
        own = _equals(rule.column, rule.value) if isinstance(rule, Keep) else visible
        yield Policy(table, f"{persona}_update", "UPDATE", role, using=own, check=own)


def _visible(rule: See | Add | Reference, table: str) -> str:
    if isinstance(rule, Reference | Keep):
        return "true"
    narrowed = _equals(rule.column, rule.value)
    if isinstance(rule, See) and rule.also:
        narrowed = f"({narrowed} OR {_equals(rule.also, rule.value)})"
    if rule.unless:
        narrowed = f"{narrowed} AND NOT {rule.unless}"
    if isinstance(rule, See) and rule.bar:
        narrowed = f"{narrowed} AND {rule.bar.on(table, worker=WORKER)}"
    return narrowed


def _equals(column: str, value: str) -> str:
    return f"{column} = (SELECT ctx_{value}())"


WORKER = "(SELECT ctx_worker_id())"
ADDRESSED = " AND ".join(
    (
        _equals("agency_id", "agency_id"),
        _equals("role_slug", "role_slug"),
        f"(worker_id IS NULL OR {_equals('worker_id', 'worker_id')})",
    )
)


def grants() -> Iterator[tuple[str, str, str]]:
    """(verbs, table, role) of every table; the tables of libraries are `app`'s alone."""
    for model in apps.get_models(include_auto_created=True):
        table, is_ours = model._meta.db_table, model.__module__.startswith(OURS)
        if not model._meta.managed or model._meta.proxy:
            continue
        if not is_ours or is_open_to_app(model):
            verbs = _verbs_of_app(model) if is_ours else VERBS
            yield ", ".join(verbs), table, database_role(APP)
        if is_ours:
            yield from _grants_to_personas(model)
    yield "SELECT", "django_migrations", database_role(APP)
    for table in JOINED_TO_GRANTS:
        yield from (("SELECT", table, database_role(persona)) for persona in personas())


def _grants_to_personas(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    for persona, rule in _rules(model):
        held = {
            _select(rule): rule.reads,
            "INSERT": rule.insert,
            _update(rule): rule.change,
            "DELETE": isinstance(rule, Sweep),
        }
        yield ", ".join(verb for verb in held if held[verb]), model._meta.db_table, database_role(persona)


def _select(rule: Rule) -> str:
    named = ", ".join(rule.columns) if isinstance(rule, Reference | Carry) else ""
    return f"SELECT ({named})" if named else "SELECT"


def _update(rule: Rule) -> str:
    named = ", ".join(rule.only) if isinstance(rule, See | Addressed | Carry) else ""
    return f"UPDATE ({named})" if named else "UPDATE"


def functions() -> Iterator[str]:
    """One reader a setting, and the definers. Empty is none: after a transaction the database remembers ''
    and not nothing."""
    for name in ALL:
        shape = "text" if name in WORDS else "uuid"
        yield (
            f"CREATE FUNCTION ctx_{name}() RETURNS {shape} STABLE PARALLEL SAFE LANGUAGE sql AS "
            f"$$ SELECT NULLIF(current_setting('chrysalis.{name}', true), '')::{shape} $$"
        )
    yield from triggers.functions()
    for definer in DEFINERS:
        yield from definer.sql()


def roles(*, for_tests: bool = False) -> Iterator[str]:
    """What a database administrator runs once: roles that cannot sign in, which `app` may become.

    SAFETY: the tests make databases, and look at rows as one role more, which sees every row of those. Never
    on a server that holds a real service.
    """
    app = database_role(APP)
    yield f'ALTER ROLE "{app}" NOINHERIT'
    if for_tests:
        yield f'ALTER ROLE "{database_role(OWNER)}" CREATEDB'
    for persona in personas(for_tests=for_tests):
        role = database_role(persona)
        yield f'CREATE ROLE "{role}" NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT'
        yield f'GRANT "{role}" TO "{app}"'
