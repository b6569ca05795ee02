"""Areas: kept by the agency that leads the scheme, changed without overwriting, retired and never lost."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.actions import schemes as actions
from chrysalis.agencies.models import Area, Scheme
from chrysalis.agencies.queries import make_hat
from tests.world import Person


@pytest.fixture
def westfield() -> Scheme:
    return Scheme.objects.get(slug="west")


@pytest.fixture
def borough(westfield) -> Area:
    return westfield.areas.get()


def adds(person: Person, scheme: Scheme, name: str, code: str = ""):
    fields = {"scheme": str(scheme.pk), "name": name, "code": code, "draft": str(uuid.uuid4())}
    return person.post(reverse("agencies:add_area"), fields)


def changes(person: Person, area: Area, *, seen: int = 1, **values: str):
    fields = {"name": area.name, "code": area.code, "version": str(seen), "draft": str(uuid.uuid4())}
    return person.post(reverse("agencies:change_area", args=[area.pk]), fields | values)


def retires(person: Person, area: Area, *, seen: int = 1):
    return person.sends("agencies:retire_area", area.pk, version=str(seen))


def listed(person: Person, **query: str) -> str:
    return person.opens("agencies:areas", **query).content.decode()


def test_the_leading_agency_keeps_the_areas(world, westfield):
    assert adds(world.administrator, westfield, "Westfield Vale", "e22000190").status_code == 302
    assert "Westfield Vale" in listed(world.administrator)
    assert westfield.areas.get(name="Westfield Vale").code == "E22000190"

    refused = adds(world.force_administrator, westfield, "Westfield Moor")
    assert refused.status_code == 200, "the force leads no scheme, so there is none to choose"
    by = make_hat(world.force_administrator.membership)
    with pytest.raises(actions.NotTheLead):
        actions.add_area(westfield, name="Westfield Moor", by=by, at=timezone.now())
    assert westfield.areas.count() == 2


def test_areas_of_others_are_not_there(world, borough):
    assert borough.name not in listed(world.force_administrator)
    assert borough.name not in listed(world.administrator_elsewhere)
    assert changes(world.administrator_elsewhere, borough, name="Mine").status_code == 404
    assert retires(world.administrator_elsewhere, borough).status_code == 404
    assert changes(world.caseworker, borough, name="Mine").status_code == 403


def test_two_areas_of_a_scheme_have_two_names(world, westfield, borough):
    refused = adds(world.administrator, westfield, "westfield BOROUGH").content.decode()
    assert "There is already an area called westfield BOROUGH in this scheme." in refused
    adds(world.administrator, westfield, "Westfield Vale")
    vale = westfield.areas.get(name="Westfield Vale")
    assert changes(world.administrator, vale, name=borough.name).status_code == 200
    assert changes(world.administrator, vale, name="Westfield VALE").status_code == 302


def test_a_code_looks_like_one(world, westfield):
    refused = adds(world.administrator, westfield, "Westfield Vale", "22000190").content.decode()
    assert "An ONS code is a letter and eight numbers" in refused
    assert adds(world.administrator, westfield, "Westfield Vale", "E22000190").status_code == 302


def test_the_second_of_two_changes_sees_the_first(world, borough):
    assert changes(world.administrator, borough, name="Westfield Town").status_code == 302
    clash = changes(world.administrator, borough, name="Westfield City")
    assert clash.status_code == 409
    assert "Westfield Town" in clash.content.decode()
    assert "Westfield City" in clash.content.decode()
    assert changes(world.administrator, borough, name="Westfield City", seen=2).status_code == 302


def test_a_retired_area_stays_for_the_figures(world, borough):
    assert (
        "Retire Westfield Borough?"
        in world.administrator.opens("agencies:retire_area", borough.pk).content.decode()
    )
    assert retires(world.administrator, borough).status_code == 302
    assert borough.name in listed(world.administrator, state="retired")
    assert borough.name not in listed(world.administrator, state="in_use")

    assert retires(world.administrator, borough, seen=2).status_code == 302
    assert "is retired already" in listed(world.administrator)
    refused = changes(world.administrator, borough, name="Westfield Town", seen=2).content.decode()
    assert "is retired already" in refused


def test_an_area_that_changed_meanwhile_is_not_retired(world, borough):
    changes(world.administrator, borough, name="Westfield Town")
    assert retires(world.administrator, borough, seen=1).status_code == 302
    assert "Look again before retiring it" in listed(world.administrator)
    assert not Area.objects.get(pk=borough.pk).retired_on
