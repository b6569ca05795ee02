"""Whole pages, against a page behind the same sign-in that asks nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType

from django.urls import reverse

from chrysalis.access.context import acting_as
from chrysalis.bench import constant
from chrysalis.bench.benches.register import find_registers
from chrysalis.bench.browsing import Visitor
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd, Person
from interventions.models import EnrolmentState
from interventions.queries import enrolments
from interventions.views import people, registers
from referrals import queries
from referrals.views import cases


LIST, CASE, FLAT = 1.3, 2.0, 1.15


def duels(crowd: Crowd) -> Iterator[Duel]:
    caseload = reverse("referrals:cases")
    for size in ("largest", "middling"):
        person = crowd.providers[size]
        yield _against_constant(f"caseload, {size} ({person.size})", person, cases, caseload, LIST)
    largest = crowd.providers["largest"]
    yield _against_constant("a case", largest, cases, _newest_case(largest), CASE)
    worker, leader = crowd.group_worker, crowd.facilitator
    yield _against_constant("what registers say of somebody", worker, people, _attendance(worker), CASE)
    yield _against_constant("a register to mark", leader, registers, _register(leader), CASE)
    yield _against_smallest(crowd, caseload)


def _newest_case(person: Person) -> str:
    with acting_as(person.hat):
        case = queries.cases(person.hat).order_by("-opened_at", "-id")[0]
    return reverse("referrals:case", args=[case.pk])


def _attendance(person: Person) -> str:
    """Of whoever has come for the longest."""
    with acting_as(person.hat):
        place = enrolments(person.hat).filter(state=EnrolmentState.ACTIVE).order_by("starts_on", "pk")[0]
    return reverse("interventions:attendance", args=[place.case_id])


def _register(person: Person) -> str:
    session = find_registers(person.hat)[0].session
    return reverse("interventions:session", args=[session.pk])


def _against_constant(name: str, person: Person, views: ModuleType, address: str, target: float) -> Duel:
    visitor = Visitor(person)
    return Duel(
        name,
        ours=partial(visitor.get, address),
        yardstick=partial(visitor.get, "/bench/constant/"),
        target=target,
        setting=partial(_holding, visitor, views, address),
    )


@contextmanager
def _holding(visitor: Visitor, views: ModuleType, address: str) -> Iterator[None]:
    """The page as it was a moment ago, with everything in it worked out."""
    with visitor.at_work():
        constant.hold(views, partial(visitor.get, address))
        yield


def _against_smallest(crowd: Crowd, address: str) -> Duel:
    large, small = Visitor(crowd.providers["largest"]), Visitor(crowd.providers["smallest"])
    return Duel(
        "caseload, largest against smallest",
        ours=partial(large.get, address),
        yardstick=partial(small.get, address),
        target=FLAT,
        setting=partial(_both, large, small),
    )


@contextmanager
def _both(large: Visitor, small: Visitor) -> Iterator[None]:
    with large.at_work(), small.at_work():
        yield


BENCHES.add(Bench("pages", "whole pages, against a constant page behind the same sign-in", duels))
