"""What the custody desk knows of somebody harmed goes in, and on that side nothing ever comes out."""

import re
import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from chrysalis.access import walls
from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.access.database import database_role
from chrysalis.access.personas import personas
from chrysalis.access.roles import ROLES
from chrysalis.agencies.models import Agency, Agreement, Participation
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.drafts.models import Draft
from chrysalis.drafts.sealing import unseal
from partners.models import Slip, SlipDetails
from referrals.models import Case, Referral
from tests.partners.told import NEVER, TOLD, slip_from, tells
from tests.referrals.test_custody_referral import refers


def words_of(response) -> str:
    return response.content.decode()


def test_a_slip_reaches_the_right_service_and_no_other(world):
    assert tells(world.sergeant).status_code == 302
    slip = Slip.objects.get()
    assert slip.receiving_agency.slug == "haven"
    inbox = words_of(world.link_worker.opens("partners:slips"))
    assert "Oldbury custody" in inbox
    assert "Maren" not in inbox
    page = words_of(world.link_worker.opens("partners:slip", slip.pk))
    for told in ("Maren Alder", "07700 900777", "4 Sallow Wharf", "Darnell Kestrel, 27 March 1991"):
        assert told in page

    elsewhere = world.link_worker_elsewhere
    assert "Oldbury" not in words_of(elsewhere.opens("partners:slips"))
    hidden = elsewhere.opens("partners:slip", slip.pk)
    assert hidden.status_code == elsewhere.opens("partners:slip", uuid.uuid4()).status_code == 404


def test_the_page_afterwards_says_sealed_once_and_repeats_nothing(world):
    sealed = tells(world.sergeant)
    page = words_of(world.sergeant.get(sealed.headers["Location"]))
    section = page.split('id="for-partner-support"')[1]
    assert re.search(r"Sealed at \d\d:\d\d: partner support has it. You can add more.", section)
    assert page.count("Sealed at") == 1
    again = words_of(world.sergeant.get(sealed.headers["Location"]))
    assert "Sealed" not in again
    for told in TOLD.values():
        assert told == "yes" or told == "ex_partner" or told not in page + again


def test_pressed_twice_it_is_sealed_once(world):
    key = str(uuid.uuid4())
    tells(world.sergeant, key=key)
    tells(world.sergeant, key=key)
    assert Slip.objects.count() == 1
    tells(world.sergeant)
    assert Slip.objects.count() == 2


def test_an_empty_section_seals_nothing_and_says_so(world):
    blank = dict.fromkeys(TOLD, "")
    page = words_of(tells(world.sergeant, **blank))
    assert "Nothing was sealed" in page
    assert not Slip.objects.exists()
    assert "Nothing was sealed" in words_of(world.sergeant.opens("referrals:seal_section"))
    assert tells(world.sergeant, **(blank | {"anything_else": "x" * 9000 + "\x00"})).status_code == 302
    assert len(SlipDetails.objects.get().anything_else) == 9000


def test_an_answer_that_is_not_offered_is_none_and_the_words_beside_it_are_sealed(world):
    told = tells(world.sergeant, relationship="enemy")
    assert "Maren" not in words_of(told)
    sealed = SlipDetails.objects.get()
    assert (sealed.name, sealed.relationship) == (TOLD["name"], "")


def test_what_was_typed_of_the_referral_comes_back(world):
    draft = str(uuid.uuid4())
    kept = {"draft": draft, "draft_form": "custody-referral", "family_name": "Kestrel"}
    world.sergeant.post("/drafts/save/", kept)
    sealed = tells(world.sergeant, page=draft)
    assert 'value="Kestrel"' in words_of(world.sergeant.get(sealed.headers["Location"]))


def test_no_draft_ever_keeps_a_word_of_it(world):
    fields = {f"{NEVER}-{name}": value for name, value in TOLD.items()}
    world.sergeant.post(
        "/drafts/save/",
        fields | {"draft": str(uuid.uuid4()), "draft_form": "custody-referral", "sex": "male"},
    )
    assert unseal(Draft.objects.get().sealed) == "sex=male"
    assert refers(world.sergeant, **fields).status_code == 302
    assert not Slip.objects.exists()


def test_the_section_stands_apart_from_the_referral(world):
    page = words_of(world.sergeant.opens("referrals:submit"))
    referral, rest = page.split("data-draft-url", 1)[1].split("</form>", 1)
    assert NEVER not in referral
    assert f'name="{NEVER}-address"' in rest
    assert reverse("referrals:seal_section") in rest


def test_where_nobody_would_read_it_there_is_no_section(world):
    Participation.objects.filter(part="partner_support").delete()
    assert NEVER not in words_of(world.sergeant.opens("referrals:submit"))
    assert tells(world.sergeant).status_code == 404


def test_on_hold_nothing_is_sealed(world):
    Agreement.objects.update(expires_on="2026-01-01", starts_on="2025-01-01")
    assert tells(world.sergeant).status_code == 404
    assert not Slip.objects.exists()


CHANGE_SIDE = ("sergeant", "colleague", "caseworker", "administrator", "information_officer")


@pytest.mark.parametrize("name", CHANGE_SIDE)
def test_no_page_of_the_other_side_differs_by_a_slip(world, name):
    """The same pages, before and after somebody told: not a byte more, less or other."""
    referral, case = _referral_and_case(world)
    person = getattr(world, name)
    pages = [
        reverse("home"),
        reverse("referrals:submit"),
        reverse("referrals:sent"),
        reverse("referrals:inbox"),
        reverse("referrals:receipt", args=[referral.reference]),
        reverse("referrals:referral", args=[referral.pk]),
        reverse("referrals:cases"),
        reverse("referrals:case", args=[case.pk]),
        reverse("agencies:accounts"),
        reverse("agencies:agreements"),
    ]
    before = [_bytes(person, page) for page in pages]
    slip = slip_from(world)
    world.link_worker.sends("partners:file", slip.pk, about="new")
    # What its author is told once, in the page that follows.
    world.sergeant.opens("home")
    assert [_bytes(person, page) for page in pages] == before


def _referral_and_case(world) -> tuple[Referral, Case]:
    refers(world.sergeant)
    referral = Referral.objects.get()
    world.caseworker.sends("referrals:accept", referral.pk)
    world.caseworker.opens("home")
    return referral, Case.objects.get()


def _bytes(person, page: str) -> str:
    """Without what differs by nature: tokens, keys of new forms, the number of the request, the clock."""
    text = words_of(person.get(page))
    text = re.sub(r'name="(csrfmiddlewaretoken|draft|section|page)" value="[^"]*"', "", text)
    return re.sub(r"[0-9A-F]{8}\b|\d\d:\d\d", "", text)


def test_nothing_of_it_is_in_the_log_of_the_other_side(world):
    slip = slip_from(world)
    assert not ChangeEntry.objects.exists()
    (entry,) = SafetyEntry.objects.all()
    assert (entry.word, entry.subjects) == ("slip.sealed", [slip.pk])
    assert entry.recipient_id == slip.receiving_agency_id
    assert "Maren" not in str(vars(entry))


READERS = {role.slug for role in ROLES if role.side is Side.SAFETY}


@pytest.mark.parametrize("model", [Slip, SlipDetails, SafetyEntry])
def test_no_persona_of_the_other_side_reads_one_even_by_hand(world, model):
    slip_from(world)
    assert model.objects.exists()
    for person in world.one_of_each_role():
        if person.role.slug in READERS or person.role.persona not in personas():
            continue
        hat = make_hat(person.membership)
        with acting_as(hat), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            list(model.objects.all())


def test_a_link_worker_by_hand_sees_the_own_slips_and_nothing_that_is_not_open(world):
    slip = slip_from(world)
    with acting_as(make_hat(world.link_worker.membership)):
        assert list(Slip.objects.all()) == [slip]
        assert not SlipDetails.objects.exists()
    with acting_as(make_hat(world.link_worker_elsewhere.membership)):
        assert not Slip.objects.exists()


def test_nobody_puts_in_a_slip_under_another_agencys_name(world):
    desk = make_hat(world.sergeant.membership)
    other = Agency.objects.get(slug="tipton-custody")
    slip = slip_from(world)
    with acting_as(desk), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Slip.objects.create(
            scheme_id=slip.scheme_id,
            sending_agency=other,
            receiving_agency_id=slip.receiving_agency_id,
            sent_by_id=desk.worker_id,
            sealed_at=slip.sealed_at,
        )


def test_a_slip_is_never_changed(world):
    slip_from(world)
    for name in ("sergeant", "link_worker"):
        hat = make_hat(getattr(world, name).membership)
        with acting_as(hat), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            Slip.objects.update(sealed_at="2026-01-01T00:00Z")


@pytest.mark.parametrize("model", [Slip, SlipDetails])
def test_link_workers_alone_may_read_slips(model):
    readers = {policy.role for policy in walls.policies() if _reads(policy, model)}
    assert readers == {database_role("linkwork"), database_role("owner")}
    assert {role.side for role in ROLES if role.persona == "linkwork"} == {Side.SAFETY}


def _reads(policy: walls.Policy, model) -> bool:
    return policy.table == model._meta.db_table and policy.verb == "SELECT"
