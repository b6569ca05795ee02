"""A worker knows somebody outside work: says so, and from then on does not see that person's case."""

import uuid

import pytest

from chrysalis.access.context import acting_as
from chrysalis.agencies.matching import dates_agree, name_key
from chrysalis.agencies.models import Conflict
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from referrals.models import Case, PersonKey, Referral
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_search import finds


def declares(person, given_names: str, family_name: str, **changes):
    fields = {
        "draft": str(uuid.uuid4()),
        "given_names": given_names,
        "family_name": family_name,
        "date_of_birth_day": "27",
        "date_of_birth_month": "3",
        "date_of_birth_year": "1991",
        "kind": "relative",
    }
    return person.sends("agencies:declare_conflict", **(fields | changes))


def sees(person) -> bool:
    return "Kestrel" in person.opens("referrals:inbox").content.decode()


def test_whoever_knows_the_person_sees_neither_referral_nor_case(world):
    refers(world.sergeant)
    referral = Referral.objects.get()
    assert (
        "Darnell" not in declares(world.second_caseworker, "Darnell", "").content.decode().split("<main")[0]
    )
    assert declares(world.second_caseworker, " DARNELL", "Kestrél").status_code == 302
    assert sees(world.caseworker)
    assert not sees(world.second_caseworker)
    assert "No referrals waiting" in world.second_caseworker.opens("referrals:inbox").content.decode()
    assert finds(world.caseworker, "Kestrel")
    assert not finds(world.second_caseworker, "Kestrel")
    assert world.second_caseworker.opens("referrals:referral", referral.pk).status_code == 404
    assert world.second_caseworker.sends("referrals:accept", referral.pk).status_code == 404

    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    assert "Kestrel" not in world.second_caseworker.opens("referrals:cases").content.decode()
    for name in ("referrals:case", "referrals:record_contact", "referrals:correct"):
        assert world.caseworker.opens(name, case.pk).status_code == 200
        assert world.second_caseworker.opens(name, case.pk).status_code == 404


def test_leads_see_why_and_colleagues_do_not(world):
    refers(world.sergeant)
    declares(world.second_caseworker, "Darnell", "Kestrel")
    why = world.safeguarding_lead.opens("referrals:restrictions").content.decode()
    assert f"{Referral.objects.get().reference} is closed to Second Caseworker" in why
    assert "Darnell Kestrel" in world.safeguarding_lead.opens("agencies:conflicts").content.decode()
    assert "Darnell" in world.second_caseworker.opens("agencies:conflicts").content.decode()
    for other in (world.caseworker, world.safeguarding_lead_elsewhere):
        assert "Darnell" not in other.opens("agencies:conflicts").content.decode()


def test_declaring_tells_nothing_of_whether_there_is_such_a_case(world):
    known, unknown = (
        declares(world.second_caseworker, "Darnell", "Kestrel"),
        declares(world.second_caseworker, "Nobody", "Known"),
    )
    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]
    assert ChangeEntry.objects.filter(word="conflict.declared").count() == 2


def test_only_a_lead_ends_it(world):
    refers(world.sergeant)
    declares(world.second_caseworker, "Darnell", "Kestrel")
    conflict = Conflict.objects.get()
    assert world.second_caseworker.sends("agencies:end_conflict", conflict.pk).status_code == 403
    assert world.safeguarding_lead_elsewhere.sends("agencies:end_conflict", conflict.pk).status_code == 404
    page = world.safeguarding_lead.opens("agencies:end_conflict", conflict.pk).content.decode()
    assert "Second Caseworker" in page
    assert not sees(world.second_caseworker)
    world.safeguarding_lead.sends("agencies:end_conflict", conflict.pk)
    assert sees(world.second_caseworker)
    assert "Nobody declared" in world.second_caseworker.opens("agencies:conflicts").content.decode()


def test_a_correction_of_the_name_moves_the_line(world):
    """A case is compared by what is recorded now, not by what was sent."""
    refers(world.sergeant, given_names="Darren")
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case = Case.objects.select_related("client").get()
    declares(world.second_caseworker, "Darnell", "Kestrel")
    assert world.second_caseworker.opens("referrals:case", case.pk).status_code == 200
    corrected = {"given_names": "Darnell", "family_name": "Kestrel", "sex": "male", "version": "1"}
    world.caseworker.sends("referrals:correct", case.pk, draft=str(uuid.uuid4()), **corrected)
    assert world.second_caseworker.opens("referrals:case", case.pk).status_code == 404


def test_somebody_born_on_another_day_is_somebody_else(world):
    refers(world.sergeant)
    declares(world.second_caseworker, "Darnell", "Kestrel", date_of_birth_year="1992")
    assert sees(world.second_caseworker)
    declares(
        world.second_caseworker,
        "Darnell",
        "Kestrel",
        date_of_birth_day="",
        date_of_birth_month="",
        date_of_birth_year="1991",
    )
    assert not sees(world.second_caseworker)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Siân", "O’Brien"), ("sian", "OBrien")),
        (("Anna  Maria", "Smith-Jones"), ("anna maria", "smithjones")),
        (("李", ""), ("", "李")),
    ],
)
def test_one_name_however_it_is_written(one, other):
    assert name_key(*one) == name_key(*other)


def test_dates_known_in_part_contradict_nothing():
    assert dates_agree("1991-03-27", "1991")
    assert dates_agree("", "1991-03-27")
    assert not dates_agree("1991-03-27", "1991-04")


def test_the_database_itself_gives_no_row_of_somebody_known(world):
    """Without any scope, to a worker who may otherwise see every case of the agency."""
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    declares(world.second_caseworker, "Darnell", "Kestrel")
    hats = [make_hat(person.membership) for person in (world.caseworker, world.second_caseworker)]
    for model in (Referral, Case, PersonKey):
        seen = []
        for hat in hats:
            with acting_as(hat):
                seen.append(model.objects.count())
        assert seen[0] > 0
        assert seen[1] == 0


def test_nobody_corrects_a_person_into_one_they_know(world):
    refers(world.sergeant, given_names="Darren")
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case = Case.objects.get()
    declares(world.second_caseworker, "Darnell", "Kestrel")
    name = {"given_names": "Darnell", "family_name": "Kestrel", "sex": "male", "version": "1"}
    refused = world.second_caseworker.sends("referrals:correct", case.pk, draft=str(uuid.uuid4()), **name)
    assert "A colleague has to make the correction" in refused.content.decode()
    case.refresh_from_db()
    assert case.person_name == "Kestrel, Darren"
    world.caseworker.sends("referrals:correct", case.pk, draft=str(uuid.uuid4()), **name)
    case.refresh_from_db()
    assert case.person_name == "Kestrel, Darnell"
    assert world.second_caseworker.opens("referrals:referral", case.referral_id).status_code == 404
    assert not finds(world.second_caseworker, "Darnell")
