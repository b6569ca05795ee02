"""Two caseworkers correct one person: both texts are seen, neither is lost."""

import uuid

import pytest

from referrals.models import Case, Client, Referral
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.select_related("client").get()


def corrects(person, case, *, version, **changes):
    client = Client.objects.get(pk=case.client_id)
    fields = {
        "given_names": client.given_names,
        "family_name": client.family_name,
        "date_of_birth_day": "27",
        "date_of_birth_month": "3",
        "date_of_birth_year": "1991",
        "sex": "male",
        "telephone": client.telephone,
        "telephone_is_safe": "yes",
        "version": version,
        "draft": str(uuid.uuid4()),
    }
    return person.sends("referrals:correct", case.pk, **(fields | changes))


def test_a_correction_is_saved_and_the_list_follows(world, case):
    assert corrects(world.caseworker, case, version=1, family_name="Kestrell").status_code == 302
    assert "Kestrell, Darnell" in world.caseworker.opens("referrals:cases").content.decode()


def test_the_second_of_two_editors_sees_both_texts(world, case):
    world.caseworker.opens("referrals:correct", case.pk)
    corrects(
        world.second_caseworker,
        case,
        version=1,
        telephone="07700 900555",
        known_as="Daz",
        asked_of="07700 900555",
    )
    clash = corrects(world.caseworker, case, version=1, telephone="07700 900777", asked_of="07700 900777")
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "07700 900555" in page
    assert "07700 900777" in page
    assert "Daz" in page
    assert Client.objects.get().telephone == "07700 900555"

    again = corrects(
        world.caseworker, case, version=2, telephone="07700 900777", known_as="Daz", asked_of="07700 900777"
    )
    assert again.status_code == 302
    assert Client.objects.get().telephone == "07700 900777"
    assert Client.objects.get().known_as == "Daz"


def test_of_another_number_it_is_asked_again_whether_it_is_safe_to_ring(world, case, noted):
    """SAFETY: at the new number somebody else may pick up."""
    refused = corrects(world.caseworker, case, version=1, telephone="07700 900555").context["form"]
    assert "another number" in refused.errors["telephone_is_safe"][0]
    assert refused["telephone_is_safe"].value() == ""
    assert refused["telephone"].value() == refused["asked_of"].value() == "07700 900555"
    other = corrects(world.caseworker, case, version=1, telephone="07700 900777", asked_of="07700 900555")
    assert other.status_code == 200, "which is yet another"
    assert corrects(world.caseworker, case, version=1, telephone="07700 900555", telephone_is_safe="no")
    assert Client.objects.get().telephone_is_safe == "no"
    back = {"telephone": "07700 900777", "asked_of": "07700 900777"}
    assert corrects(world.caseworker, case, version=2, **back).status_code == 302
    assert (Client.objects.get().telephone, Client.objects.get().telephone_is_safe) == ("07700 900777", "yes")
    none = corrects(world.caseworker, case, version=3, telephone="")
    assert none.status_code == 302, "of no number nothing is asked"


def test_a_strangers_correction_finds_nothing(world, case):
    assert corrects(world.caseworker_elsewhere, case, version=1, family_name="Other").status_code == 404
    assert corrects(world.caseworker, case, version=1, family_name="Kestrell").status_code == 302
    assert Client.objects.get().family_name == "Kestrell"
