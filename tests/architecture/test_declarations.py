"""What must be said is said: every model, permission, role, transition and migration."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.permissions import Permission
from chrysalis.access.personas import NAMED, STRANGERS, SYSTEM
from chrysalis.access.roles import ROLES
from chrysalis.agencies.models import Agency
from chrysalis.audit.words import WORDS
from chrysalis.decided import pages
from chrysalis.privacy import RETENTION, Erasure
from chrysalis.workflow import WORKFLOWS


FORM = re.compile(r"<form\b[^>]*>")
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith(("chrysalis.", "referrals.", "interventions.", "partners."))
]


def said_by(model, name):
    """By the model, or by the base that it and its like are made from: never by another table's model."""
    bases = [base for base in model.__mro__ if getattr(getattr(base, "_meta", None), "abstract", False)]
    return next((vars(each)[name] for each in (model, *bases) if name in vars(each)), None)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_whose_side_it_is_and_how_long_it_is_kept(model):
    declared = said_by(model, "Privacy")
    assert declared, f"{model._meta.label} has no Privacy"
    assert declared.side in Side
    assert declared.retention in RETENTION
    assert isinstance(declared.subject_access, bool)
    assert declared.after_erasure in Erasure


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_which_rows_each_persona_sees(model):
    declared = said_by(model, "Rows")
    assert declared, f"{model._meta.label} has no Rows"
    several = {"everyone", "change_side", "safety_side"}
    personas = {role.persona for role in ROLES} | set(SYSTEM) | {NAMED, *STRANGERS} | several
    for name, rule in vars(declared).items():
        if name.startswith("__"):
            continue
        assert name in personas, f"{model._meta.label} names the unknown persona {name}"
        assert isinstance(rule, rows.Rule)
        if isinstance(rule, rows.See):
            columns = {field.attname for field in model._meta.fields}
            assert {rule.column, rule.also or rule.column, *(rule.bar.columns if rule.bar else ())} <= columns


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_keys_are_random_and_made_in_python(model):
    key = model._meta.pk
    assert key.get_internal_type() == "UUIDField", f"{model._meta.label} counts its rows"
    assert callable(key.default)
    assert not any(field.db_returning for field in model._meta.fields)


def test_every_permission_is_held_by_a_role_and_every_role_is_described():
    held = {permission for role in ROLES for permission in role.permissions}
    assert held == set(Permission)
    for role in ROLES:
        assert role.description.endswith(".")
        assert role.agency_kinds <= set(Agency.Kind.values)
        assert {slug for slug in role.may_appoint if slug not in ROLES} == set()


def test_every_transition_has_a_registered_word_and_a_known_state():
    assert list(pages())  # with the pages come the actions, and with those their words
    assert list(WORKFLOWS)
    for workflow in WORKFLOWS:
        for transition in workflow.transitions.values():
            assert transition.audit in WORDS
            assert transition.sources | {transition.target} <= set(workflow.states.values)


def test_migrations_are_named_and_can_be_undone():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    own = {key: found for key, found in loader.disk_migrations.items() if _is_ours(found)}
    assert own
    for (app, name), migration in own.items():
        assert not re.search(r"_auto_|_initial$", name), f"{app} {name} has no name of its own"
        assert all(operation.reversible for operation in migration.operations), f"{app} {name}"


def _is_ours(migration) -> bool:
    return migration.__module__.startswith(("chrysalis.", "referrals.", "interventions.", "partners."))


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_generated_pages_are_fresh(capsys):
    call_command("docs", check=True)


def test_no_browser_brings_back_what_the_last_person_chose():
    """SAFETY: Back, after sending, fills a form again with what was ticked of whoever was referred before.
    What was written is kept by the service, and by nothing else."""
    forms = [form for page in Path("templates").rglob("*.html") for form in FORM.findall(page.read_text())]
    kept = [form for form in forms if "data-draft-url" in form]
    assert len(kept) > 50
    assert [form for form in kept if 'autocomplete="off"' not in form] == []


def test_no_stray_folder_stands_at_the_top():
    folders = {path.name for path in Path().iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders <= {"chrysalis", "referrals", "interventions", "partners", "templates", "static", "tests"}
