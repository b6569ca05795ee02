"""`.venv` is made again when the lock has changed, and left alone otherwise."""

import subprocess
from pathlib import Path

import pytest

from chrysalis.bootstrap import libraries, packages
from chrysalis.bootstrap.trouble import Trouble


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose installers only note that they were called."""
    for name in ("manage.py", packages.RUNTIME, packages.DEVELOPMENT):
        (tmp_path / name).write_text(f"# {name}\n")
    monkeypatch.setattr(packages, "_make", lambda project: _pretend_python(project))
    monkeypatch.setattr(packages, "_with_uv", lambda project, lock: _note(project, f"uv {lock}"))
    return tmp_path


def _pretend_python(project: Path) -> None:
    packages.python(project).parent.mkdir(parents=True, exist_ok=True)
    packages.python(project).touch()


def _note(project: Path, words: str) -> bool:
    with (project / "calls").open("a") as calls:
        calls.write(f"{words}\n")
    return True


def _calls(project: Path) -> list[str]:
    return (project / "calls").read_text().splitlines()


def test_a_second_start_installs_nothing(project: Path) -> None:
    packages.ensure(project, development=False)
    packages.ensure(project, development=False)
    assert _calls(project) == ["uv requirements.txt"]


def test_a_changed_lock_is_installed(project: Path) -> None:
    packages.ensure(project, development=False)
    (project / packages.RUNTIME).write_text("# changed\n")
    packages.ensure(project, development=False)
    assert len(_calls(project)) == 2


def test_what_the_tests_installed_serves_the_demonstration_too(project: Path) -> None:
    packages.ensure(project, development=True)
    packages.ensure(project, development=False)
    assert _calls(project) == ["uv requirements-dev.txt"]


def test_the_tests_add_to_what_the_demonstration_installed(project: Path) -> None:
    packages.ensure(project, development=False)
    packages.ensure(project, development=True)
    assert _calls(project) == ["uv requirements.txt", "uv requirements-dev.txt"]


def test_an_interrupted_installation_is_begun_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(project: Path, lock: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(packages, "_with_uv", interrupted)
        with pytest.raises(KeyboardInterrupt):
            packages.ensure(project, development=False)
    packages.ensure(project, development=False)
    assert _calls(project) == ["uv requirements.txt"]


def test_pip_is_used_where_uv_is_not_to_be_had(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_with_uv", lambda project, lock: False)
    monkeypatch.setattr(packages, "_with_pip", lambda project, lock: _note(project, f"pip {lock}"))
    packages.ensure(project, development=False)
    assert _calls(project) == ["pip requirements.txt"]


def test_a_python_without_venv_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_usable", lambda project: False)
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=r"apt-get install -y python3\.\d+-venv"):
        packages._make(Path("/nowhere"))


def test_without_pango_the_demonstration_goes_on_and_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(libraries, "missing_for_printing", lambda: ["libpango-1.0-0"])
    libraries.ensure_printing()
    told = capsys.readouterr().out
    assert "reports cannot be printed" in told
    assert "sudo apt-get install -y --no-install-recommends libpango-1.0-0" in told


def test_without_a_browser_the_tests_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(libraries, "chromium", lambda: None)
    with pytest.raises(Trouble, match="tests need the Chromium browser"):
        libraries.ensure_browser()


def test_root_with_apt_installs_what_is_missing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    typed: list[list[str]] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess:
        typed.append(command[:2])
        first_install = typed.count(["apt-get", "install"]) == 1 and command[1] == "install"
        return subprocess.CompletedProcess(command, 100 if first_install else 0)

    monkeypatch.setattr(libraries.os, "geteuid", lambda: 0)
    monkeypatch.setattr(libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(libraries.subprocess, "run", run)
    monkeypatch.setattr(libraries, "missing_for_printing", lambda: ["libpango-1.0-0"])
    libraries.ensure_printing()
    assert typed == [["apt-get", "install"], ["apt-get", "update"], ["apt-get", "install"]]
    assert "Installing system packages with apt: libpango-1.0-0" in capsys.readouterr().out
