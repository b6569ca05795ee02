"""What stands beside an open case is read in one question, composed once; each reads what is open alone."""

import uuid

import pytest
from django.db.models import Q
from django.utils import timezone

from chrysalis.access import beside
from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.queries import make_hat
from referrals.actions.reading import open_case
from referrals.models import Case, ContactAttempt, Referral, Step
from referrals.of_case import OF_CASE, of_case
from tests.referrals.on_file import notes
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def cases(world) -> tuple[Case, Case]:
    """Of two people, one note on each."""
    for family in ("Oakbridge", "Elmbridge"):
        refers(world.sergeant, family_name=family)
        world.caseworker.sends("referrals:accept", Referral.objects.get(family_name=family).pk)
        notes(world.caseworker, Case.objects.get(person_name__startswith=family), f"Of {family}.")
    return tuple(Case.objects.order_by("-person_name"))


def hat_of(person) -> Hat:
    return make_hat(person.membership)


def words(found: object) -> list[str]:
    return [note.words for note in found.notes]


def test_whoever_has_a_case_open_reads_what_stands_beside_that_one(world, cases):
    oak, elm = cases
    hat, now = hat_of(world.caseworker), timezone.now()
    with acting_as(hat):
        open_case(oak, by=hat, at=now)
        there = of_case(hat, oak)
        assert words(there) == ["Of Oakbridge."]
        assert there.notes[0].by.full_name == world.caseworker.worker.full_name
        assert [type(each) for each in there.steps] == [Step]
        assert words(of_case(hat, elm)) == []  # which is not open
        open_case(elm, by=hat, at=now)
        assert words(of_case(hat, elm)) == ["Of Elmbridge."]
        assert words(of_case(hat, oak)) == []


def test_with_nothing_open_nothing_is_read(world, cases):
    with acting_as(hat_of(world.caseworker)):
        assert words(of_case(hat_of(world.caseworker), cases[0])) == []


def test_it_is_composed_once_for_colleagues_and_never_with_a_key_of_theirs(world, cases):
    for person, case in zip((world.caseworker, world.second_caseworker), cases, strict=True):
        with acting_as(hat_of(person)):
            open_case(case, by=hat_of(person), at=timezone.now())
            before = beside._composed.cache_info().misses
            assert len(of_case(hat_of(person), case).notes) == 1
    assert beside._composed.cache_info().misses == before
    kind = beside.kind_of(hat_of(world.caseworker))
    statement, parameters = OF_CASE.compose(kind)
    kept = {value for value in parameters if isinstance(value, uuid.UUID)}
    nobodys = {*beside.NOBODYS.values(), *map(beside.asked, OF_CASE.asks)}
    assert kept <= nobodys, "the key of a thing or of an agency stands in the statement"
    assert ContactAttempt._meta.db_table in statement
    for_one_alone = beside.Beside(("case_id",), beside.Part(Step, Q(case_id=cases[0].pk)))
    with pytest.raises(TypeError, match="no one puts in"):
        for_one_alone.compose(kind)
    with pytest.raises(TypeError, match="no one puts in"):
        beside.Beside((), beside.Part(Step, beside.of("case_id"))).compose(kind)
    assert beside.Beside(("case_id",), beside.Part(Step, beside.of("case_id"))).compose(kind)
