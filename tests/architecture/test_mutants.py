"""Each mutant is let loose, and the test it names must fail; without it, that test passes."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from chrysalis.audit.models import ChangeEntry
from tests.architecture import mutants
from tests.architecture.crawl import ask, undone
from tests.architecture.stage import Stage
from tests.architecture.test_matrix import Cells, cells
from tests.architecture.test_three_ways import differences_in
from tests.architecture.test_three_ways import test_three_ways_agree as three_ways_agree
from tests.architecture.things import pages_behind_a_hat
from tests.kernel.reports.test_release import nothing_is_known_before_the_set_time
from tests.partners.test_notices import nothing_is_heard_in_the_request
from tests.world import World


# What the matrix asks of every page, asked of few of them, so that a mutant is judged in a second.
ABOUT_A_PERSON = [
    page
    for page in pages_behind_a_hat()
    if page.name in ("referrals:case", "referrals:referral", "referrals:cases")
]


def _as_caseworker(stage: Stage) -> list[Cells]:
    return [cells(stage, page, stage.world.caseworker) for page in ABOUT_A_PERSON]


def everybody_opens_what_is_theirs() -> None:
    for found in _as_caseworker(Stage(World())):
        assert found["GET", "own"] == "200"


def hidden_and_absent_are_the_same_page() -> None:
    for found in _as_caseworker(Stage(World())):
        assert {word for (method, kind), word in found.items() if method == "GET" and kind != "own"} <= {
            "404"
        }


def a_look_at_a_person_leaves_an_entry() -> None:
    stage = Stage(World())
    caseworker, case = stage.world.caseworker, stage.near.things["case"]
    before = set(ChangeEntry.objects.values_list("pk", flat=True))
    assert caseworker.opens("referrals:case", case).status_code == 200
    written = ChangeEntry.objects.exclude(pk__in=before)
    assert [entry.worker_id for entry in written if case in entry.subjects] == [caseworker.worker.pk]


def what_is_announced_is_heard_after_the_request() -> None:
    nothing_is_heard_in_the_request(World())


def nothing_is_known_of_a_check_before_its_time() -> None:
    nothing_is_known_before_the_set_time(World())


def a_stranger_gets_no_page() -> None:
    stage = Stage(World())
    for page in ABOUT_A_PERSON:
        for _, url in stage.addresses(page, None):
            assert ask(Browser(), "GET", url).status_code == 302


def only_who_may_gets_in() -> None:
    stage = Stage(World())
    for page in ABOUT_A_PERSON:
        assert cells(stage, page, stage.world.sergeant)["GET", "own"] == "403"


# Those first in which today's mutants show; then others, should these change.
WORLDS = (1, 2, *range(20))


def in_few_worlds() -> None:
    """What the three ways say of the first world in which they part."""
    for seed in WORLDS:
        for difference in differences_in(seed):
            raise AssertionError(difference)


def named(test: str) -> Callable[[], Any]:
    """The body of a named test, to be run here. One that is drawn from seeds is run with a few of them."""
    module, _, name = test.partition("::")
    found = getattr(importlib.import_module(f"tests.{module}"), name)
    return in_few_worlds if found is three_ways_agree else found


# Those that are tests themselves run without mutants anyway.
ONLY_HERE = {
    mutant.notices
    for mutant in mutants.MUTANTS.values()
    if not mutant.notices.split("::")[1].startswith("test_")
}


@pytest.mark.django_db
@pytest.mark.parametrize("test", sorted(ONLY_HERE))
def test_what_notices_mutants_passes_without_them(test):
    with undone():
        named(test)()


@pytest.mark.django_db
@pytest.mark.parametrize("mutant", mutants.MUTANTS.values(), ids=lambda mutant: mutant.name)
def test_each_mutant_is_noticed(mutant):
    with mutant.broken(), undone(), pytest.raises(Exception) as noticed:  # noqa: PT011 - however it fails, it fails
        named(mutant.notices)()
    print(f"{mutant.name}: {noticed.typename}")  # noqa: T201 - a figure for the record
