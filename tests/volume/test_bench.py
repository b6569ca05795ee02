"""Every bench runs, and says what it measures. How fast is for a quiet machine with a million cases."""

import contextlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.bench.absences import find_absence
from chrysalis.bench.benches import scoped_list
from chrysalis.bench.duel import BENCHES, Duel
from chrysalis.bench.handing import Handing, slowed
from chrysalis.bench.people import find_crowd
from chrysalis.bench.plans import visits
from chrysalis.bench.report import table
from chrysalis.bench.rounds import Result, measure
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import SafetyNotice
from chrysalis.reports.actions.making import make_waiting
from chrysalis.reports.models import ReportRun
from interventions.models import Attendance, Enrolment
from partners.models import Slip
from tests.volume.conftest import AT


@pytest.fixture(scope="module")
def crowd(filled):
    return find_crowd()


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.slug)
def test_every_bench_runs_once(crowd, bench):
    results = [measure(duel, rounds=1) for duel in bench.duels(crowd)]
    assert results
    drawn = table(results)
    for result in results:
        assert 0 < result.low <= result.high
        assert result.duel.name in drawn
        assert result.visits is None or result.visits.shown > 0


@pytest.fixture
def handing(crowd) -> Handing:
    """With this process for a worker, one job for a hundred, and two pages for forty."""

    def work() -> None:
        carry()
        make_waiting(clock=timezone.now)

    return Handing(crowd, look=work, jobs=1, visits=2)


def test_a_missed_session_reaches_the_link_worker_each_time_it_is_said(filled, handing):
    absence = find_absence(handing.crowd.facilitator)
    heard = SafetyNotice.objects.filter(kind_slug__in=["session-missed", "session-corrected"])
    mark_of = Attendance.objects.filter(enrolment=absence.place, session=absence.session)
    with filled.seen():
        before, was = heard.count(), [each.mark for each in mark_of]
    told = handing.missed(3, absence)
    with filled.seen():
        assert heard.count() >= before + 3
        (marked,) = mark_of.all()
        assert Enrolment.objects.get(pk=absence.place.pk).state == "active"
    assert marked.mark == ("attended" if was == ["accepted"] else "accepted"), "the third turn of two"
    assert len(told) == 3
    assert min(told) > 0


@pytest.mark.parametrize("job", ["seal", "ask"])
def test_pages_are_visited_while_jobs_wait_and_while_none_do(handing, job):
    found = handing.visit(1, getattr(handing, job))
    assert [len(each) for each in found.busy] == [len(each) for each in found.idle] == [2]
    ratio, low, high = slowed(found)
    assert 0 < low <= ratio <= high


def test_documents_asked_for_are_made(filled, handing):
    assert handing.documents_a_second(2) > 0
    with filled.seen():
        states = set(ReportRun.objects.filter(asked_at__gte=AT).values_list("report", "state"))
    assert states == {("case-summary", "checking"), ("paper-register", "released")}


def test_the_command_says_at_how_many_cases_it_ran(filled, capsys):
    with contextlib.suppress(CommandError):  # where it is past a target, which two rounds cannot tell
        call_command("bench", "inserting", rounds=1)
    assert "At 3" in capsys.readouterr().out.replace(",", "")


def test_an_unknown_bench_is_refused(filled):
    with pytest.raises(CommandError, match="no bench called 'speed'"):
        call_command("bench", "speed")


def test_a_page_of_a_list_visits_what_it_shows_and_one_that_sorts_without_an_index_does_not(crowd):
    hat = crowd.providers["largest"].hat
    newest = "SELECT id FROM referrals_case ORDER BY {} LIMIT 10"
    by_index, by_sorting = newest.format("opened_at DESC, id DESC"), newest.format("md5(person_name)")
    with acting_as(hat):
        assert visits(by_index).is_lean
        assert not visits(by_sorting).is_lean


def test_slips_that_wait_are_read_without_those_that_were_filed(crowd):
    (slips,) = [duel for duel in scoped_list.duels(crowd) if duel.name.startswith("slips to file")]
    with slips.setting(), connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):  # so few would be read whole, and put in order
            cursor.execute(f"SET LOCAL enable_{way} = off")
        found = slips.visits(of=Slip)
    assert found.shown > 1
    assert found.is_lean, found


def _result(low: float, high: float, *, at_least: bool = False) -> Result:
    duel = Duel("a duel", list, list, target=1.0, at_least=at_least)
    return Result(duel, ours=(low + high) / 2, yardstick=1.0, low=low, high=high)


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (_result(0.8, 1.1), "holds"),
        (_result(0.9, 1.3), "near"),
        (_result(1.1, 1.3), "missed"),
        (_result(1.1, 1.3, at_least=True), "holds"),
        (_result(0.8, 1.1, at_least=True), "near"),
        (_result(0.7, 0.9, at_least=True), "missed"),
    ],
)
def test_a_target_is_missed_when_the_whole_interval_is_past_it(result, verdict):
    assert result.verdict == verdict
    assert result.is_missed == (verdict == "missed")
