"""Searching visits what it finds and little else, as the persona that searches, under row security."""

import json
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from referrals import matching, search
from referrals.actions import finding
from referrals.actions.reading import open_referral
from referrals.models import PersonKey, Referral
from referrals.rules.terms import Probe, read
from tests.referrals.test_custody_referral import refers


PEOPLE = 2_000
FAMILIES = ("Kestrel", "Larkspur", "Bulrush", "Curlew", "Tamarisk", "Windrush", "Goosander", "Hornbeam")


@pytest.fixture
def many(world) -> None:
    """Half of them with one provider, half with another; one Darnell Kestrel with the first."""
    refers(world.sergeant)
    theirs = world.caseworker_elsewhere.membership.agency_id
    pattern = Referral.objects.get()
    made = [_another(pattern, number, theirs) for number in range(PEOPLE)]
    Referral.objects.bulk_create(made)
    for referral in made:
        finding.make_findable(referral, {})


def _another(pattern: Referral, number: int, theirs: uuid.UUID) -> Referral:
    values = {field.attname: getattr(pattern, field.attname) for field in Referral._meta.concrete_fields}
    return Referral(
        **values
        | {
            "id": uuid.uuid4(),
            "reference": keys.reference(),
            "given_names": f"Ann{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}el",
            "family_name": FAMILIES[number % len(FAMILIES)],
            "date_of_birth": f"{1950 + number % 50}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            "telephone": f"07700 900{number % 1000:03}",
            "provider_agency_id": theirs if number % 2 else pattern.provider_agency_id,
        }
    )


@pytest.mark.parametrize(
    "probe",
    [
        Probe("name:darnell", 0, ""),
        Probe("name:darn", 0, "", is_beginning=True),
        Probe("sound:TRNL", 0, ""),
        Probe("born:1991-03-27", 0, ""),
        Probe("number:120394773H", 0, ""),
        Probe("phone:321009", 0, "", is_beginning=True),
    ],
    ids=lambda probe: probe.text,
)
def test_equality_beginnings_and_sounds_use_the_index(world, many, probe):
    """By equality or by beginning, and although the question forgot whose keys it may see."""
    asked = PersonKey.objects.filter(search.one_of([probe]))
    with acting_as(make_hat(world.caseworker.membership)):
        found = asked.count()
        scans = list(_scans(asked.order_by()))
    assert found
    assert {scan["Node Type"] for scan in scans} <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
    assert sum(_visited(scan) for scan in scans) <= 2 * found


def test_a_whole_search_visits_the_own_keys_alone(world, many):
    """How few of them is for the planner, which has no statistics of what a test has not committed."""
    hat = make_hat(world.caseworker.membership)
    probes = [probe for term in read("Darnell Kestrel 27/3/1991 07700 900123") for probe in term.probes]
    with acting_as(hat):
        own = PersonKey.objects.count()
        scans = list(_scans(search.answering(hat, probes)))
    assert "Seq Scan" not in {scan["Node Type"] for scan in scans}
    assert sum(_visited(scan) for scan in scans) <= own


def test_slips_of_the_finger_are_looked_for_among_the_own_names_that_begin_or_end_alike(world, many):
    hat = make_hat(world.caseworker.membership)
    with acting_as(hat):
        scans = list(_scans(search.alike(hat, ["kestral"])))
        alike = PersonKey.objects.filter(Q(text__begins="name:kes") | Q(text__begins="ending:lar")).count()
        assert 0 < alike < PersonKey.objects.filter(text__begins="name:").count() / 2
    assert "Seq Scan" not in {scan["Node Type"] for scan in scans}
    assert sum(_visited(scan) for scan in scans) <= 2 * alike


def test_comparing_a_referral_with_everybody_visits_the_own_keys_alone(world, many):
    hat, at = make_hat(world.caseworker.membership), timezone.now()
    with acting_as(hat):
        referral = open_referral(Referral.objects.get(given_names="Darnell"), by=hat, at=at)
        with CaptureQueriesContext(connection) as taken:
            matching.candidates(hat, referral)
        asked = [query["sql"] for query in taken if PersonKey._meta.db_table in query["sql"]]
        own = PersonKey.objects.count()
        # Without statistics the planner may count what answers in the order of another index.
        scans = [scan for sql in asked if "GROUP BY" not in sql for scan in _scans_of(sql)]
    assert len(asked) == 4  # its own keys, words spelt nearly so, who answers, and theirs
    assert "Seq Scan" not in {scan["Node Type"] for scan in scans}
    assert max(_visited(scan) for scan in scans) <= own


def _scans_of(sql: str) -> Iterator[dict]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        yield from _on_keys(cursor.fetchone()[0][0]["Plan"])


def _scans(asked: QuerySet) -> Iterator[dict]:
    """The parts of the plan that touch the keys."""
    yield from _on_keys(json.loads(asked.explain(format="json", analyze=True))[0]["Plan"])


def _on_keys(plan: dict) -> Iterator[dict]:
    nodes = [plan]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node.get("Relation Name") == PersonKey._meta.db_table:
            yield node


def _visited(scan: dict) -> int:
    turned_away = scan.get("Rows Removed by Filter", 0) + scan.get("Rows Removed by Index Recheck", 0)
    return (scan["Actual Rows"] + turned_away) * scan["Actual Loops"]
