"""docker-compose.yml and the Dockerfile, read and checked for what would hurt if it were forgotten."""

import re
from typing import Any

import pytest
import yaml

from chrysalis import environment
from chrysalis.bootstrap import PROJECT


COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if service["image"] == "chrysalis"}
ONCE = {"migrate", "own-certificates"}
DOCKERFILE = (PROJECT / "Dockerfile").read_text()


def test_the_parts_of_the_service_are_all_there() -> None:
    assert {"proxy", "web", "worker", "beat", "postgres", "redis", "backup", "migrate"} <= set(SERVICES)
    assert SERVICES["web"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_part_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert name == "own-certificates" or service["user"].split(":")[0] not in ("0", "root")
    assert name == "own-certificates" or service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_each_lasting_part_is_watched_and_started_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis", "backup"):
        assert SERVICES[name]["networks"] == ["inside"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_setting_given_is_one_that_exists(name: str) -> None:
    declared = {setting.name: setting for setting in environment.SETTINGS}
    given = SERVICES[name]["environment"]
    assert set(given) <= set(declared)
    assert {key for key, one in declared.items() if one.default is environment.REQUIRED} <= set(given)


def test_only_what_migrates_and_what_copies_everything_know_the_owner() -> None:
    told = {name for name in OURS if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]}
    assert told == {"backup", "migrate"}
    assert SERVICES["backup"]["networks"] == ["inside"]


def test_backups_are_made_by_our_command_with_keys_that_only_shut() -> None:
    backup = SERVICES["backup"]
    assert "manage.py backup" in backup["command"][-1]
    assert backup["environment"]["CHRYSALIS_BACKUP_KEYS"] == "${CHRYSALIS_BACKUP_KEYS:?}"
    assert "AGE-SECRET-KEY" not in (PROJECT / "docker-compose.yml").read_text()


def test_what_is_kept_in_files_outlives_its_container() -> None:
    """The root of each is read-only: the digests of seals and the switch need a volume, shared by all."""
    for name in ("web", "worker"):
        assert "kept:/srv/chrysalis/kept" in SERVICES[name]["volumes"]
    assert "kept:/srv/chrysalis/kept:ro" in SERVICES["backup"]["volumes"]
    assert "/srv/chrysalis/kept" in DOCKERFILE


def test_roles_are_made_without_powers_over_row_security() -> None:
    roles = COMPOSE["configs"]["roles"]["content"]
    for role in ("chrysalis_owner", "chrysalis_app"):
        assert re.search(rf"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS", roles)


def test_no_secret_is_written_down() -> None:
    text = (PROJECT / "docker-compose.yml").read_text()
    given = re.findall(r"(?m)^ +\w*(?:PASSWORD|SECRET_KEY): (.+)$", text)
    assert given
    assert all(re.fullmatch(r"\$\{\w+:\?\}", value) for value in given)
    assert not re.search(r"(?m)^(ENV|ARG) .*(PASSWORD|SECRET)", DOCKERFILE)


def test_the_image_runs_as_an_ordinary_user() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"(?m)^USER 10001:10001$", last)
    assert "HEALTHCHECK" in last


def test_every_named_volume_network_and_config_is_declared() -> None:
    for service in SERVICES.values():
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(COMPOSE["volumes"])
        assert {one["source"] for one in service.get("configs", [])} <= set(COMPOSE["configs"])
        assert set(service.get("depends_on", [])) <= set(SERVICES)


def test_the_build_is_checked_by_the_command_in_the_readme() -> None:
    words = (PROJECT / ".ci" / "run").read_text().splitlines()
    assert words[0] == "#!/usr/bin/env bash"
    assert words[-1].removeprefix("exec ") == "python3 manage.py test"
