"""Survivors: recorded, corrected, and reached only as is safe; by their own service alone."""

import datetime as dt
import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as, as_system
from chrysalis.agencies.models import Agency, Participation, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.drafts.models import Draft, FormKey, SafetyDraft, SafetyFormKey
from chrysalis.drafts.sealing import unseal
from chrysalis.drafts.tasks import sweep_drafts
from partners.models import SafeContact, Survivor
from tests.partners.told import slip_from, survivor_from


def records(person, **changes):
    fields = {"draft": str(uuid.uuid4()), "name": "Tamsin Rowan", "date_of_birth_2": ""}
    return person.sends("partners:record", **(fields | changes))


def corrects(person, survivor, *, version, **changes):
    fields = {"name": survivor.name, "version": version, "draft": str(uuid.uuid4())}
    return person.sends("partners:correct", survivor.pk, **(fields | changes))


def learns(person, survivor, **changes):
    fields = {"draft": str(uuid.uuid4()), "channel": "call", "value": "07700 900777", "state": "confirmed"}
    return person.sends("partners:record_way", survivor.pk, **(fields | changes))


def page_of(person, survivor) -> str:
    return person.opens("partners:survivor", survivor.pk).content.decode()


def test_a_survivor_is_recorded_and_listed(world):
    assert world.link_worker.opens("partners:record").status_code == 200
    made = records(world.link_worker, date_of_birth_year="1990", language="Polish")
    survivor = Survivor.objects.get()
    assert made.headers["Location"] == f"/survivors/{survivor.pk}/"
    assert survivor.scheme.slug == "west"
    assert "Not linked to anybody" in page_of(world.link_worker, survivor)
    assert "Tamsin Rowan" in world.second_link_worker.opens("partners:survivors").content.decode()
    assert "Tamsin" not in world.link_worker_elsewhere.opens("partners:survivors").content.decode()


def test_a_service_of_two_schemes_says_which(world):
    haven = Agency.objects.get(slug="haven")
    Participation.objects.create(scheme=Scheme.objects.get(slug="east"), agency=haven, part="partner_support")
    assert "Answer “Which scheme?”" in records(world.link_worker).content.decode()
    records(world.link_worker, scheme=Scheme.objects.get(slug="east").pk)
    assert Survivor.objects.get().scheme.slug == "east"


def test_a_strange_service_finds_nobody(world):
    survivor = survivor_from(world)
    for name in ("survivor", "correct", "record_way", "link"):
        assert world.link_worker.opens(f"partners:{name}", survivor.pk).status_code == 200
        hidden = world.link_worker_elsewhere.opens(f"partners:{name}", survivor.pk)
        absent = world.link_worker_elsewhere.opens(f"partners:{name}", uuid.uuid4())
        assert hidden.status_code == absent.status_code == 404
    assert corrects(world.link_worker_elsewhere, survivor, version=1, name="Other").status_code == 404
    assert Survivor.objects.get().name == "Maren Alder"


def test_the_second_of_two_editors_sees_both_texts(world):
    survivor = survivor_from(world)
    corrects(world.second_link_worker, survivor, version=1, name_to_use="Sam")
    clash = corrects(world.link_worker, survivor, version=1, name_to_use="Alex")
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Sam" in page
    assert "Alex" in page
    assert corrects(world.link_worker, survivor, version=2, name_to_use="Alex").status_code == 302
    assert Survivor.objects.get().name_to_use == "Alex"


def test_what_was_learnt_last_of_a_number_is_what_holds(world):
    survivor = survivor_from(world)
    assert learns(world.link_worker, survivor, voicemail="on", code_phrase="Blue bicycle").status_code == 302
    page = page_of(world.link_worker, survivor)
    assert "A message may be left." in page
    assert "Blue bicycle" in page
    assert "custody said that it is safe" not in page
    learns(world.link_worker, survivor)
    assert "Leave no message." in page_of(world.link_worker, survivor)
    learns(world.link_worker, survivor, state="unsafe")
    assert "Confirmed safe" not in page_of(world.link_worker, survivor)
    assert SafeContact.objects.filter(value="07700 900777").count() == 4


def test_the_page_of_a_survivor_holds_no_number(world):
    page = page_of(world.link_worker, survivor_from(world))
    assert "One live call" in page
    assert "07700" not in page
    assert "Sallow Wharf" not in page


def test_a_confirmation_does_not_last(world):
    survivor = survivor_from(world)
    learns(world.link_worker, survivor)
    SafeContact.objects.filter(state="confirmed").update(expires_on=dt.date(2026, 1, 1))
    assert "It was safe until 1 January 2026. Ask again" in page_of(world.link_worker, survivor)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "stated"}, "Enter who says that it is safe"),
        ({"state": "unsafe", "voicemail": "on"}, "only where the survivor has confirmed"),
        ({"value": ""}, "Enter number or address"),
    ],
)
def test_an_unsafe_way_is_not_made_safe_by_haste(world, changes, message):
    survivor = survivor_from(world)
    assert message in learns(world.link_worker, survivor, **changes).content.decode()


SAFETY_PAGES = ["slips", "survivors", "record", "to_tell", "tracings"]
SAFETY_THINGS = ["survivor", "correct", "record_way", "link", "engage", "reach", "record_contact"]
CHANGE_PAGES = ["submit", "sent", "inbox", "cases"]
CHANGE_THINGS = ["referral", "case", "record_contact", "correct"]


@pytest.mark.parametrize(
    "name", ["sergeant", "caseworker", "administrator", "information_officer", "force_administrator"]
)
def test_nobody_of_the_other_side_gets_in(world, name):
    survivor, slip = survivor_from(world), slip_from(world)
    person = getattr(world, name)
    addresses = [reverse(f"partners:{page}") for page in SAFETY_PAGES]
    addresses += [reverse(f"partners:{page}", args=[survivor.pk]) for page in SAFETY_THINGS]
    addresses += [reverse("partners:slip", args=[slip.pk])]
    assert {person.get(address).status_code for address in addresses} == {403}
    assert {person.post(address).status_code for address in addresses} <= {403, 405}


def test_a_link_worker_gets_into_no_page_of_the_other_side(world):
    addresses = [reverse(f"referrals:{page}") for page in CHANGE_PAGES]
    addresses += [reverse(f"referrals:{page}", args=[uuid.uuid4()]) for page in CHANGE_THINGS]
    assert {world.link_worker.get(address).status_code for address in addresses} == {403}


def test_everything_done_is_in_the_own_log_and_none_of_it_in_the_other(world):
    survivor = survivor_from(world)
    learns(world.link_worker, survivor)
    corrects(world.link_worker, survivor, version=1, name_to_use="Sam")
    world.link_worker.opens("partners:survivors")
    words = list(SafetyEntry.objects.order_by("at").values_list("word", flat=True))
    assert words == [
        "slip.sealed",
        "slip.read",
        "survivor.recorded",
        "slip.filed",
        "survivor.read",
        "survivor.contact_recorded",
        "survivor.read",
        "survivor.corrected",
        "survivor.read",
    ]
    assert not ChangeEntry.objects.exists()
    assert all("Maren" not in str(vars(entry)) for entry in SafetyEntry.objects.all())


class TestWhatIsBeingWritten:
    """A draft of a survivor's record is one already, and rests on this side alone."""

    FIELDS = {"draft_form": "survivor", "name": "Maren Alder"}

    def test_it_is_kept_on_this_side_and_comes_back(self, world):
        key = str(uuid.uuid4())
        world.link_worker.post("/drafts/save/", self.FIELDS | {"draft": key})
        assert unseal(SafetyDraft.objects.get().sealed) == "name=Maren+Alder"
        assert not Draft.objects.exists()
        page = world.link_worker.opens("partners:record", draft=key).content.decode()
        assert 'value="Maren Alder"' in page
        world.link_worker.post(f"/drafts/{key}/discard/")
        assert bytes(SafetyDraft.objects.get().sealed) == b""

    def test_what_was_sent_is_remembered_on_this_side(self, world):
        for _ in range(2):
            world.link_worker.sends("partners:record", **self.FIELDS, draft=str(uuid.UUID(int=7, version=4)))
        assert Survivor.objects.count() == 1
        assert SafetyFormKey.objects.get().outcome == f"/survivors/{Survivor.objects.get().pk}/"
        assert not FormKey.objects.filter(outcome__startswith="/survivors").exists()

    def test_neither_side_has_a_grant_on_the_others(self, world):
        world.link_worker.post("/drafts/save/", self.FIELDS | {"draft": str(uuid.uuid4())})
        for person, model in (
            (world.caseworker, SafetyDraft),
            (world.information_officer, SafetyFormKey),
            (world.link_worker, Draft),
            (world.safety_information_officer, FormKey),
        ):
            hat = make_hat(person.membership)
            with acting_as(hat), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                list(model.objects.all())

    def test_each_sides_sweeper_sweeps_its_own(self, world):
        world.link_worker.post("/drafts/save/", self.FIELDS | {"draft": str(uuid.uuid4())})
        SafetyDraft.objects.update(sweep_after=timezone.now() - dt.timedelta(days=1))
        with (
            as_system("change_system"),
            pytest.raises(ProgrammingError, match="denied"),
            transaction.atomic(),
        ):
            list(SafetyDraft.objects.all())
        sweep_drafts()
        assert not SafetyDraft.objects.exists()
