"""How a service manager sets programmes, money and the agreement; and what stays as it was."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from interventions.forms.programme import EDITED, ChangeProgramme
from interventions.models import AgreementText, Capacity, Enrolment, FundingStream, ProgrammeVersion
from tests.interventions.running import (
    TODAY,
    case_of,
    day,
    is_told,
    pays,
    runs,
    sends,
    waits,
    writes_agreement,
)
from tests.interventions.test_places import words


def shown(version: ProgrammeVersion) -> dict[str, object]:
    """What the page of a version posts back when nothing is touched."""
    form = ChangeProgramme.showing(version)
    fields: dict[str, object] = {"number": version.number, "reason": "As agreed with the board."}
    for name in EDITED:
        value = form.fields[name].prepare_value(getattr(version, name))
        if value is not None and value is not False:  # what is not ticked is not sent
            fields[name] = value
    return fields | day("starts_on", TODAY)


def changes(manager, version: ProgrammeVersion, **values: object):
    return sends(manager, "interventions:change_programme", version.pk, **(shown(version) | values))


def test_every_rule_of_a_version_is_on_the_page_that_changes_it():
    named = {name for _, names in ChangeProgramme.sections for name in names}
    assert named == {*EDITED, "starts_on", "reason"}


def test_a_manager_changes_the_youngest_age_and_it_changes_who_may_take_part(world):
    version = runs(world.service_manager, "hr-1")[0]
    case = case_of(world)
    is_told(world.caseworker, case)
    assert "May take part" in words(world.caseworker.opens("interventions:programmes", case.pk))
    assert changes(world.service_manager, version, min_age=60).status_code == 302
    assert "It is for people aged 60 or over" in words(
        world.caseworker.opens("interventions:programmes", case.pk)
    )
    newest = ProgrammeVersion.objects.get(number=2)
    page = words(world.service_manager.opens("interventions:version", newest.pk))
    assert "60 before: 18" in page
    assert "As agreed with the board." in page


def test_a_rule_that_is_empty_is_said_in_words(world):
    version = runs(world.service_manager, "jc-maint")[0]
    page = words(world.service_manager.opens("interventions:version", version.pk))
    for said in ("Not for people with Nobody is left out", "Oldest age No limit", "None set"):
        assert said in page
    assert "None " not in page.replace("None set", "")


def test_a_place_keeps_the_version_it_began_under(world):
    version = runs(world.service_manager, "hr-1")[0]
    case = case_of(world)
    waits(world.caseworker, case, version)
    assert changes(world.service_manager, version, sessions_total=14).status_code == 302
    assert ProgrammeVersion.objects.get(number=2).sessions_total == 14
    assert Enrolment.objects.get().programme_version.sessions_total == 10


def test_a_version_that_begins_later_holds_from_its_day(world):
    version = runs(world.service_manager, "hr-1")[0]
    case = case_of(world)
    is_told(world.caseworker, case)
    changes(world.service_manager, version, min_age=60, **day("starts_on", TODAY + dt.timedelta(days=1)))
    assert "May take part" in words(world.caseworker.opens("interventions:programmes", case.pk))


def test_two_managers_change_one_programme_and_see_each_other(world):
    version = runs(world.service_manager, "hr-1")[0]
    changes(world.service_manager, version, review_days=7)
    crossed = changes(world.service_manager, version, review_days=21)
    assert crossed.status_code == 409
    assert "Somebody else changed this" in words(crossed)
    assert changes(world.service_manager, version, review_days=21, number=2).status_code == 302
    assert ProgrammeVersion.objects.get(number=3).review_days == 21


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"max_age": 12}, "The oldest age must not be below the youngest"),
        ({"group_min": 9, "group_max": 8}, "The largest group must not be below the smallest"),
        ({"frequency": "apart"}, "Enter how many days lie between"),
        ({"core_modules": "Anger"}, "Not among the modules: Anger"),
        ({"completion_percent": 101}, "Enter a percentage from 1 to 100"),
        ({"follow_up_months": "soon"}, "Enter months as numbers"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(world, values, said):
    version = runs(world.service_manager, "hr-1")[0]
    refused = changes(world.service_manager, version, **values)
    assert refused.status_code == 200
    assert said in words(refused)
    assert ProgrammeVersion.objects.count() == 1


def test_a_programme_is_offered_once_in_a_scheme(world):
    added = {"scheme": _scheme().pk, "programme": "cobi"} | day("starts_on", TODAY)
    assert sends(world.service_manager, "interventions:begin_programme", **added).status_code == 302
    again = sends(world.service_manager, "interventions:begin_programme", **added)
    assert "offers COBI, 12 sessions in this scheme already" in words(again)
    assert ProgrammeVersion.objects.get().minutes == 150


def _scheme():
    from chrysalis.agencies.models import Scheme

    return Scheme.objects.get(slug="west")


def test_caseworkers_read_how_programmes_are_run_and_change_nothing(world):
    version = runs(world.service_manager, "hr-1")[0]
    assert world.caseworker.opens("interventions:own_programmes").status_code == 200
    assert world.caseworker.opens("interventions:version", version.pk).status_code == 200
    assert changes(world.caseworker, version).status_code == 403
    assert world.caseworker.opens("interventions:streams").status_code == 403
    assert world.caseworker_elsewhere.opens("interventions:version", version.pk).status_code == 404


def test_money_and_places_are_kept_by_the_manager(world):
    manager = world.service_manager
    runs(manager, "cobi")
    period = day("starts_on", TODAY) | day("ends_on", TODAY + dt.timedelta(days=100))
    said = {"scheme": _scheme().pk, "name": "Stalking", "funder": "Home Office"} | period
    assert sends(manager, "interventions:add_stream", **said).status_code == 302
    assert "of this name already" in words(sends(manager, "interventions:add_stream", **said))
    stream = FundingStream.objects.get()
    places = {"programme": "cobi", "places": 40} | period
    assert sends(manager, "interventions:add_places", stream.pk, **places).status_code == 302
    page = words(world.caseworker.opens("interventions:places_left"))
    assert "0 of 40 taken, 40 left" in page
    backwards = said | {"version": 1} | day("ends_on", TODAY - dt.timedelta(days=1))
    refused = sends(manager, "interventions:change_stream", stream.pk, **backwards)
    assert "The last day must not be before the first" in words(refused)
    assert (
        sends(manager, "interventions:change_stream", stream.pk, **(said | {"version": 1})).status_code == 302
    )
    assert (
        sends(manager, "interventions:change_stream", stream.pk, **(said | {"version": 1})).status_code == 409
    )


def test_there_are_never_fewer_places_than_are_taken(world):
    capacity = pays(world.service_manager, "hr-1", 5)
    Capacity.objects.update(taken=3)
    period = day("starts_on", TODAY) | day("ends_on", TODAY)
    fewer = {"places": 2, "version": 1} | period
    refused = sends(world.service_manager, "interventions:change_places", capacity.pk, **fewer)
    assert "3 places are taken" in words(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        Capacity.objects.update(taken=6)
    enough = fewer | {"places": 3}
    assert (
        sends(world.service_manager, "interventions:change_places", capacity.pk, **enough).status_code == 302
    )


def test_the_text_of_the_agreement_is_added_to_and_never_changed(world):
    manager = world.service_manager
    writes_agreement(manager)
    second = {"words": "Shorter words.", "number": 1}
    assert sends(manager, "interventions:agreement_text", **second).status_code == 302
    crossed = sends(manager, "interventions:agreement_text", words="Others.", number=1)
    assert crossed.status_code == 409
    assert AgreementText.objects.count() == 2
    case = case_of(world)
    assert "Shorter words." in words(world.caseworker.opens("interventions:client_agreement", case.pk))


def test_without_a_text_the_page_says_who_writes_it(world):
    case = case_of(world)
    page = words(world.caseworker.opens("interventions:client_agreement", case.pk))
    assert "has not written its client agreement yet" in page
