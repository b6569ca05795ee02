"""What the bench says where there is nothing to measure with; and its arithmetic."""

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError

from chrysalis.bench.handing import Visited, percentile, slowed


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("command", ["bench", "bench_handing"])
def test_without_tables_it_says_so_in_a_sentence(monkeypatch, settings, command):
    def no_tables() -> None:
        raise ProgrammingError('relation "referrals_case" does not exist')

    settings.DEMO = True
    monkeypatch.setattr(f"chrysalis.bench.management.commands.{command}.find_crowd", no_tables)
    with pytest.raises(CommandError, match="Build the demonstration first"):
        call_command(command)


def test_it_leaves_nothing_in_a_real_service(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="Only for the demonstration"):
        call_command("bench_handing")


def test_a_page_that_takes_twice_as_long_while_jobs_run_is_slowed_twice():
    idle = [[0.01 * n for n in range(1, 41)] for _ in range(5)]
    busy = [[0.02 * n for n in range(1, 41)] for _ in range(5)]
    assert slowed(Visited(busy, idle)) == pytest.approx((2, 2, 2))
    assert percentile(list(range(101)), 95) == 95
