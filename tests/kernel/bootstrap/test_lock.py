"""The lock files agree with pyproject.toml, and every package we ask for says why."""

import re
import tomllib

import pytest

from chrysalis.bootstrap import PROJECT, lock, packages


_DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text())
_RUNTIME = _DECLARED["project"]["dependencies"]
_DEVELOPMENT = _DECLARED["dependency-groups"]["dev"]


def _names(requirements: list[str]) -> set[str]:
    return {lock.normal(re.split(r"[^A-Za-z0-9._-]", line)[0]) for line in requirements}


def _blocks(file: str) -> dict[str, str]:
    text = (PROJECT / file).read_text()
    return {block.split("==")[0]: block for block in re.split(r"(?m)^(?=[a-z0-9])", text)[1:]}


@pytest.mark.parametrize(
    ("file", "asked"), [(packages.RUNTIME, _RUNTIME), (packages.DEVELOPMENT, _RUNTIME + _DEVELOPMENT)]
)
def test_each_direct_dependency_is_locked_with_its_reason(file: str, asked: list[str]) -> None:
    locked, reasons = _blocks(file), lock.reasons(PROJECT)
    for name in _names(asked):
        assert reasons[name] in locked[_with_extras(locked, name)], f"{name}: run `manage.py lock`"


def _with_extras(locked: dict[str, str], name: str) -> str:
    return next(key for key in locked if lock.normal(key.split("[")[0]) == name)


@pytest.mark.parametrize("file", [packages.RUNTIME, packages.DEVELOPMENT])
def test_nothing_is_locked_that_nothing_asks_for(file: str) -> None:
    for name, block in _blocks(file).items():
        assert re.search(r"(?m)^    # +\S", block), f"{name} is there without a reason"


@pytest.mark.parametrize("file", [packages.RUNTIME, packages.DEVELOPMENT, "chrysalis/bootstrap/uv.txt"])
def test_every_line_is_pinned_and_hashed_and_names_no_machine(file: str) -> None:
    text = (PROJECT / file).read_text()
    assert all("==" in name and "--hash=sha256:" in block for name, block in _pins(text))
    assert not re.search(r"https?://|file:|--index-url|--find-links|pyproject\.toml\)", text)


def _pins(text: str) -> list[tuple[str, str]]:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    return [(block.splitlines()[0], block) for block in blocks]
