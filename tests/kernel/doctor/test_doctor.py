"""The doctor names each thing that is wrong, and says what to do."""

import json
from types import SimpleNamespace

import pytest
import redis
from django.core.management import call_command
from django.db import connections

from chrysalis import pulse
from chrysalis.bootstrap import libraries
from chrysalis.doctor import broker, database, examination, machine, roles
from chrysalis.doctor.finding import Finding


pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def _well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "is_alive", lambda *, at: True)
    monkeypatch.setattr(libraries, "missing_for_printing", list)
    monkeypatch.setitem(
        examination.CHECKS, "administrators", list
    )  # which some agencies of the tests have not


@pytest.mark.usefixtures("_well")
def test_a_sound_installation_is_well(capsys: pytest.CaptureFixture) -> None:
    call_command("doctor")
    assert set(capsys.readouterr().out.split("\n")[:-1]) == {f"{name}: well" for name in examination.CHECKS}


def test_a_fault_ends_in_exit_code_one_and_json_can_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(examination, "CHECKS", {"disk": lambda: [Finding("Full.", "Free some.")]})
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json")
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out) == {"disk": [{"what": "Full.", "do": "Free some."}]}


def test_a_silent_worker_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "is_alive", lambda *, at: False)
    assert "No worker" in broker.worker_is_alive()[0].what


def test_a_silent_broker_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*arguments: object, **options: object) -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(broker.redis, "from_url", away)
    assert [finding.what for finding in broker.answers()] == ["The broker does not answer."]
    assert broker.worker_is_alive() == []


def test_a_silent_database_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_answers", lambda alias: False)
    assert {finding.what.rpartition(" ")[2] for finding in database.answers()} == {
        "DATABASE_URL.",
        "DATABASE_OWNER_URL.",
    }
    assert database.is_new_enough() == []
    assert database.is_up_to_date() == []


def test_an_old_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    assert "Use PostgreSQL 99 or newer." in database.is_new_enough()[0].do


def test_one_role_for_both_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "_user", lambda alias: "everything")
    assert "the same role" in roles.same_role()[0].what


class _PowerfulRole:
    def __enter__(self) -> "_PowerfulRole":
        return self

    def __exit__(self, *reason: object) -> None:
        pass

    def execute(self, question: str) -> None:
        pass

    def fetchone(self) -> tuple[bool, bool]:
        return (True, True)


def test_a_role_above_row_security_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = SimpleNamespace(cursor=_PowerfulRole, settings_dict={"USER": "mighty"})
    monkeypatch.setattr(roles, "connections", {"default": fake})
    told = [finding.what for finding in roles.powers("default")]
    assert told == ["The role mighty is a superuser.", "The role mighty bypasses row security."]


def test_little_room_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: SimpleNamespace(free=3_000_000))
    assert machine.has_space()[0].what.startswith("3 MB are free")


def test_missing_libraries_and_typefaces_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "missing_for_printing", lambda: ["libpango-1.0-0"])
    monkeypatch.setattr(machine.finders, "find", lambda name: None)
    assert "libpango-1.0-0 is missing" in machine.can_print()[0].what
    assert len(machine.has_fonts()) == 2


def test_the_two_roles_are_two() -> None:
    assert connections["default"].settings_dict["USER"] != connections["owner"].settings_dict["USER"]
