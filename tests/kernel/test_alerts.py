"""The rules that wake somebody up: about numbers that exist, each explained to whoever is woken."""

import re

import pytest
import yaml
from django.utils.module_loading import autodiscover_modules

from chrysalis.environment import PROJECT
from chrysalis.gauges import GAUGES
from chrysalis.metrics import gauges  # noqa: F401 - they declare themselves
from chrysalis.metrics.text import REQUESTS


DOCS = PROJECT / "chrysalis" / "docs"
RULES = yaml.safe_load((DOCS / "alerts.yml").read_text())["groups"][0]["rules"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_each_is_about_a_number_there_is(rule):
    autodiscover_modules("gauges")
    told = {gauge.name for gauge in GAUGES} | {f"{REQUESTS}_count", f"{REQUESTS}_bucket", "chrysalis_"}
    asked = set(re.findall(r"chrysalis_\w*", rule["expr"]))
    assert asked
    assert asked <= told


def test_each_is_explained_where_people_look():
    page = (DOCS / "keeping-it-up.md").read_text()
    explained = set(re.findall(r"(?m)^\| `(\w+)` \|", page))
    assert explained == {rule["alert"] for rule in RULES}
