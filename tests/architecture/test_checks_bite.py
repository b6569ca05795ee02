"""The checks that stand guard over everything else fail when what they guard is broken on purpose."""

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from django.template import engines


def test_a_warning_is_a_failure():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_an_undefined_template_variable_is_a_failure():
    template = engines["django"].from_string("{{ person.nmae }}{% if persn %}{% endif %}")
    with pytest.raises(Exception, match="nmae"):
        template.render({"person": {"name": "Darnell"}, "persn": True})
    with pytest.raises(Exception, match="persn"):
        template.render({"person": {"nmae": "Darnell"}})


@pytest.fixture
def copy(tmp_path) -> Path:
    for name in ("chrysalis", "referrals", "interventions", "partners"):
        shutil.copytree(name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy("pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("chrysalis/registry.py", "from referrals import models"),
        ("referrals/models/case.py", "from referrals.views import cases"),
        ("referrals/rules/ages.py", "import django"),
        ("chrysalis/home.py", "import chrysalis.urls"),
        ("referrals/views/cases.py", "from partners import models"),
        ("partners/views/slips.py", "from referrals import models"),
        ("partners/queries.py", "from referrals.actions import reading"),
        ("partners/gatekeepers.py", "from interventions import models"),
        ("partners/rules/starting.py", "import django"),
    ],
)
def test_an_import_against_the_street_is_a_failure(copy, path, line):
    contracts = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    assert _exit_code(contracts, copy) == 0
    (copy / path).write_text(f"{line}\n{(copy / path).read_text()}")
    assert _exit_code(contracts, copy) == 1


def test_a_part_of_a_template_that_nobody_draws_is_a_failure():
    words = ["-m", "pytest", "tests/kernel/test_keys.py", "-q", "--drawn"]
    ran = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "No test draws templates/base.html, line 1" in ran.stdout
    assert " passed" in ran.stdout


def _exit_code(words: list[str], where: Path) -> int:
    surroundings = os.environ | {"PYTHONPATH": str(where)}
    return subprocess.run(
        words, cwd=where, env=surroundings, capture_output=True, timeout=120, check=False
    ).returncode
