"""The wall in the database: what is declared is in force, and it holds when the code forgets."""

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.utils import timezone

from chrysalis.access import walls
from chrysalis.access.barriers import Side
from chrysalis.access.context import ALL, NotInForce, acting_as, as_system
from chrysalis.access.database import database_role
from chrysalis.agencies.actions import accounts
from chrysalis.agencies.queries import make_hat
from chrysalis.drafts.models import Draft
from chrysalis.management import wall
from referrals.models import Case, Client, ContactAttempt, Referral
from tests import eye
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.select_related("client").get()


# Drafts apart: a draft is its author's, who may be an administrator, and the policy asks for the author.
CASE_DATA = [
    model
    for model in walls.our_models()
    if model.Privacy.side is not Side.NEITHER and model._meta.app_label != "drafts"
]


@pytest.mark.parametrize("model", CASE_DATA, ids=lambda model: model._meta.label)
def test_the_services_own_role_reads_no_case(world, model):
    """A view, a task or a shell that forgot the context gets an error, not a page."""
    with eye.closed(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(model._base_manager.all()[:1])


def test_without_a_worker_nobody_has_drafts(world):
    world.sergeant.post("/drafts/save/", {"draft": "0" * 32, "draft_form": "custody-referral"})
    assert Draft.objects.exists()
    with eye.closed():
        assert not Draft.objects.exists()


def test_a_view_that_forgot_to_filter_shows_only_the_own_rows(world, case):
    mine, theirs = make_hat(world.caseworker.membership), make_hat(world.caseworker_elsewhere.membership)
    with acting_as(mine):
        assert list(Case.objects.all()) == [case]
        assert Referral.objects.count() == 1
    with acting_as(theirs):
        assert not Case.objects.exists()
        assert not Referral.objects.exists()


def test_what_is_not_open_cannot_be_read_even_by_its_holder(world, case):
    with acting_as(make_hat(world.caseworker.membership)):
        assert Case.objects.exists()
        assert not Client.objects.exists()
        assert not ContactAttempt.objects.exists()


def test_a_referrer_cannot_read_back_what_was_sent(world, case):
    sergeant = make_hat(world.sergeant.membership)
    for model in (Referral, Case, Client):
        with acting_as(sergeant), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            list(model.objects.all())


def test_no_persona_writes_into_another_agency(world, case):
    mine, theirs = make_hat(world.caseworker.membership), make_hat(world.caseworker_elsewhere.membership)
    with acting_as(mine), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Case.objects.update(provider_agency_id=theirs.agency_id)
    with acting_as(theirs):
        assert Case.objects.update(person_name="Nobody") == 0


def test_no_persona_deletes(world, case):
    mine = make_hat(world.caseworker.membership)
    with acting_as(mine), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Case.objects.all()._raw_delete("default")


def test_a_place_that_ended_puts_on_no_hat(world):
    administrator, place = world.administrator, world.caseworker.membership
    hat = make_hat(place)
    with acting_as(hat):
        pass
    accounts.end_place(place, seen_version=1, by=make_hat(administrator.membership), at=timezone.now())
    with pytest.raises(NotInForce), acting_as(hat):
        pytest.fail("the hat was worn")


def test_a_hat_made_up_from_two_people_is_not_worn(world):
    import dataclasses

    mixed = dataclasses.replace(
        make_hat(world.caseworker.membership), agency_id=world.caseworker_elsewhere.membership.agency_id
    )
    with pytest.raises(NotInForce), acting_as(mixed):
        pytest.fail("the hat was worn")


def settings_now() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        found = {"user": cursor.fetchone()[0]}
        for name in ALL:
            cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [f"chrysalis.{name}"])
            found[name] = cursor.fetchone()[0]
        return found


def test_one_hat_inside_another_gives_the_first_back(world):
    outer, inner = make_hat(world.caseworker.membership), make_hat(world.sergeant.membership)
    with eye.closed():
        before = settings_now()
        with acting_as(outer):
            worn = settings_now()
            with acting_as(inner):
                assert settings_now()["user"] == database_role("referrer")
            assert settings_now() == worn
            with pytest.raises(ZeroDivisionError), acting_as(inner):
                raise ZeroDivisionError
            assert settings_now() == worn
        assert settings_now() == before


def test_the_sweeper_sees_only_what_is_due(world):
    world.sergeant.post("/drafts/save/", {"draft": "0" * 32, "draft_form": "custody-referral"})
    with as_system("change_system"):
        assert not Draft.objects.exists()
    Draft.objects.update(sweep_after=timezone.now() - dt.timedelta(days=1))
    with as_system("change_system"):
        assert Draft.objects.count() == 1


# SAFETY: each answers one question to one kind of person; a new one is added here by hand, after thought.
MAY_SEE_BEHIND_THE_WALL = {
    "visit_keep",
    "visit_open",
    "visit_end",
    "state_by_link",
    "documents_go_along",
    "words_changed_for_systems",
    "end_leg_handed_over",
    "attendance_counts",
    "case_named_for",
    "caseworker_of",
    "caseworker_with_disposal",
    "entries_about",
    "find_client",
    "follow_names",
    "kept_from",
    "kept_out_of",
    "person_goes_on",
    "records_of",
    "settle_records",
    "go_on_with_referral",
    "leg_comes_back",
    "likely_harmed_by",
    "legs_begin",
    "clients_by_key",
    "is_client_restricted",
    "grade_of_case",
    "pause_goes_on",
    "safeguarding_waits",
    "task_waits",
    "equality_counts",
    "grade_of_survivor",
    "looks_at_own_family_name",
    "looks_out_of_area",
    "places_end_handed_over",
    "places_let_go",
    "places_named_for",
    "protected_of",
    "records_of_reference",
    "referral_counts",
    "referral_of_form",
    "referral_register",
    "safety_entries_about",
    "slips_waiting_with",
    "standing_of",
    "start_facts",
    "supporters_of",
    "supporters_told_with",
    "who_looked",
}


@pytest.mark.django_db(databases=["default", "owner"])
class TestInForce:
    """The database holds what is declared; `walls` says so, and says when not."""

    def test_what_is_declared_is_in_force(self):
        without_the_eye = [line for line in wall.in_force() if "eye" not in line]
        declared = [line for line in wall.declared() if "eye" not in line]
        assert without_the_eye == declared
        assert len(declared) > 200

    @pytest.mark.parametrize(
        "tampering",
        [
            'DROP POLICY casework_select ON "referrals_case"',
            'ALTER TABLE "referrals_case" DISABLE ROW LEVEL SECURITY',
            'ALTER TABLE "referrals_case" NO FORCE ROW LEVEL SECURITY',
            'GRANT DELETE ON "referrals_case" TO {casework}',
            'GRANT SELECT ON "referrals_case" TO {app}',
            'GRANT SELECT (password) ON "agencies_worker" TO {casework}',
            'CREATE POLICY open ON "referrals_case" FOR SELECT TO {casework} USING (true)',
            "CREATE VIEW everybody AS SELECT * FROM referrals_client",
        ],
    )
    def test_a_wall_that_differs_is_named(self, tampering, capsys):
        roles = {"casework": database_role("casework"), "app": database_role("app")}
        with transaction.atomic(using="owner"):
            with connections["owner"].cursor() as cursor:
                cursor.execute(tampering.format(**roles))
            with pytest.raises(CommandError, match="differs"):
                call_command("walls")
            transaction.set_rollback(True, using="owner")

    def test_every_table_is_behind_the_wall_or_a_librarys(self):
        ours = {model._meta.db_table for model in walls.our_models()}
        tables = [line.split(" · ")[1:] for line in wall.in_force() if line.startswith("table")]
        assert {name for name, state in tables if state == "forced"} == ours

    def test_no_function_runs_with_its_makers_rights_unless_listed(self):
        found = [line.split(" · ") for line in wall.in_force() if line.startswith("function")]
        definers = {name: callers for _, name, kind, callers, *_ in found if kind == "definer"}
        assert set(definers) == MAY_SEE_BEHIND_THE_WALL
        for callers in definers.values():
            assert not re.search(r"[{,]=X|everyone|_app=", callers), "anybody could call it"

    def test_no_policy_says_true_to_a_persona_about_case_data(self):
        for policy in walls.policies():
            model = next(found for found in walls.our_models() if found._meta.db_table == policy.table)
            is_owner = policy.role == database_role("owner")
            if model.Privacy.side is not Side.NEITHER and not is_owner:
                assert "true" not in (policy.using, policy.check)
                sweeper = {Side.CHANGE: "change_system", Side.SAFETY: "safety_system"}[model.Privacy.side]
                assert policy.verb != "DELETE" or policy.role == database_role(sweeper)

    def test_nobody_is_above_the_wall(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname = ANY(%s)",
                [[database_role(name) for name in ("app", "owner", *walls.personas())]],
            )
            assert cursor.fetchall() == []
