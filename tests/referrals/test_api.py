"""A council's records system refers somebody and asks what became of it: what its people do, and read."""

import datetime as dt
import json

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client as Browser
from django.utils import timezone

from chrysalis.access.context import as_visitor
from chrysalis.access.personas import MACHINE
from chrysalis.access.visitor import Visitor
from chrysalis.agencies.models import Agency, Agreement
from chrysalis.api.models import AccessToken, Credential, KeyedRequest
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from partners.models import Slip, SlipDetails
from referrals.models import (
    Case,
    CustodyDetails,
    Disposal,
    ProfessionalDetails,
    Referral,
    ReferralStatus,
    Restriction,
    SentByMachine,
)
from tests import eye
from tests.referrals.machine import MERLE, RHYS, Machine, wrong
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")


@pytest.fixture
def machine(world) -> Machine:
    return Machine("westfield-council")


def test_from_the_record_to_the_word(world, machine):
    sent = machine.refers(key="case-4711")
    assert sent.status_code == 201, sent.content
    referral, told = Referral.objects.get(), sent.json()
    assert told == {
        "reference": referral.reference,
        "word": "received",
        "meaning": "Received",
        "changed_on": timezone.localdate().isoformat(),
    }
    assert sent.headers["Location"] == f"/api/v1/referrals/{referral.reference}"
    assert (referral.source, referral.date_of_birth, referral.sent_by) == ("council", "1988-03", None)
    assert ProfessionalDetails.objects.get().post == RHYS["post"]
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "A records system of Westfield Council" in page
    assert referral.reference in text(world.social_worker.opens("referrals:sent"))
    assert "The sender reads “Not accepted”" in text(world.caseworker.opens("referrals:refuse", referral.pk))

    world.caseworker.sends("referrals:accept", referral.pk)
    assert Case.objects.get().person_name == "Larkspur, Rhys"
    assert machine.asks(referral.reference).json()["word"] == "accepted"
    words = ChangeEntry.objects.filter(membership_id=machine.system.pk).values_list("word", flat=True)
    assert set(words) == {"referral.sent-by-machine", "referral-status.read-by-machine"}
    assert "Records system: Larch RMS" in text(world.information_officer.opens("log:outside"))


def test_what_is_asked_of_it_is_answered_by_its_people(world, machine):
    machine.refers()
    referral = Referral.objects.get()
    world.caseworker.sends("referrals:ask", referral.pk, kind="needs", words="Which bank?")
    carry()
    assert ChangeNotice.objects.filter(kind_slug="information-asked", role_slug="referrer").exists()
    answer = machine.asks(referral.reference)
    assert answer.json()["word"] == "information_needed"
    assert "bank" not in text(answer)


def test_the_same_key_and_body_is_one_referral_and_one_answer(machine):
    first = machine.refers(key="k-1")
    again = machine.refers(dict(reversed(RHYS.items())), key="k-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert Referral.objects.count() == 1
    other = machine.refers(RHYS | {"given_names": "Idris"}, key="k-1")
    assert (other.status_code, other.json()["type"].rpartition("#")[2]) == (422, "key-used")
    assert machine.refers(RHYS | {"given_names": "Idris"}, key="k-2").status_code == 201
    assert Referral.objects.count() == 2


def test_what_another_agency_sent_and_what_is_not_there_are_one_answer(world, machine):
    machine.refers()
    other = Machine("westfield-police")
    reference = Referral.objects.get().reference
    foreign, absent = other.asks(reference), other.asks("CHR-00000-00000-0")
    assert (foreign.status_code, foreign.content) == (404, absent.content)
    assert {**foreign.headers, "X-Request-Id": ""} == {**absent.headers, "X-Request-Id": ""}
    for nothing in ("nothing", "%00", "é"):
        assert other.asks(nothing).content == absent.content
    assert ChangeEntry.objects.filter(membership_id=other.system.pk, was_refused=True).count() == 5
    assert machine.asks(reference).status_code == 200


MISTAKES = [
    ({"given_names": ""}, "/given_names", "Enter the given names, or “Not known”"),
    ({"given_names": "R" * 401}, "/given_names", "at most 400"),
    ({"given_names": "R\0"}, "/given_names", "Null characters"),
    ({"given_names": 7}, "/given_names", "must be a text"),
    ({"behaviours": "economic"}, "/behaviours", "must be a list of texts"),
    ({"behaviours": ["Larkspur"]}, "/behaviours", "none of the values"),
    ({"sex": "Larkspur"}, "/sex", "none of the values"),
    (
        {"agrees": "no", "why_without": "Threats"},
        "/without",
        "Choose why you refer without their agreement",
    ),
    ({"date_of_birth": "14/3/88"}, "/date_of_birth", "must be a date like"),
    ({"date_of_birth": "1988-02-30"}, "/date_of_birth", "must be a real date"),
    ({"date_of_birth": "2020"}, "/date_of_birth", "takes people from the age of 18"),
    ({"telephone_held_by_police": "yes"}, "/telephone_held_by_police", "must be true or false"),
    ({"agency_link": "yes", "employer": "no\0body"}, "/employer", "Null characters"),
    ({"agency_link": "yes", "employer": "threshold"}, "/employer", "nobody else here may be told"),
    ({"crn/~1": "x"}, "/crn~1~01", "no such field"),
    ({"warned": "x"}, "/warned", "no such field"),
    ({"for_partner_support": "Merle"}, "/for_partner_support", "must be an object"),
    ({"for_partner_support": {}}, "/for_partner_support", "Nothing was written"),
    (
        {"for_partner_support": {"relationship": "Merle", "name": "x"}},
        "/for_partner_support/relationship",
        "none of",
    ),
    ({"for_partner_support": MERLE | {"x": "Merle"}}, "/for_partner_support/x", "no such field"),
]


def test_the_forms_rules_are_the_only_ones_and_each_mistake_has_its_place(machine):
    for changes, pointer, said in MISTAKES:
        found = wrong(machine.refers(RHYS | changes))
        assert said in found[pointer], found
        assert set(found) == {pointer}, found
    assert not Referral.objects.exists()
    assert machine.refers().status_code == 201


def test_what_is_told_of_somebody_harmed_is_sealed_at_once_and_once(world, machine):
    told = RHYS | {"for_partner_support": MERLE}
    wrong(machine.refers(told | {"post": ""}, key="k"))
    wrong(machine.refers(told | {"post": " "}, key="k"))
    assert not Referral.objects.exists()
    assert machine.refers(told, key="k").status_code == 201
    slip = Slip.objects.get()
    assert slip.came_with == Referral.objects.get().sent_as
    assert SlipDetails.objects.get().telephone == MERLE["telephone"]
    assert "Merle" not in text(world.caseworker.opens("referrals:referral", Referral.objects.get().pk))
    page = text(world.link_worker.opens("partners:slip", slip.pk))
    assert "A records system of Westfield Council" in page
    assert "Westfield Council" in text(world.link_worker.opens("partners:slips"))


def test_somebody_linked_to_an_agency_is_seen_by_nobody_who_was_not_named(world, machine):
    assert machine.refers(RHYS | {"agency_link": "yes", "employer": "westfield-police"}).status_code == 201
    referral = Referral.objects.get()
    assert Restriction.objects.get().employer.slug == "westfield-police"
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 404
    assert machine.asks(referral.reference).json()["word"] == "received"


def test_a_forces_door_and_a_custody_desks_ask_what_their_forms_ask(world):
    today = timezone.localdate()
    caution = {
        "disposal": "conditional",
        "admission": "admitted",
        "decided_by": "police",
        "views_obtained": "yes",
        "given_on": (today - dt.timedelta(weeks=1)).isoformat(),
        "due_on": (today + dt.timedelta(weeks=18)).isoformat(),  # doubtful, and stops nobody
        "condition_1": "Attend both workshops",
        "number": "12/394773A",  # and so is this
    }
    force = Machine("westfield-police")
    assert force.refers(RHYS | caution).status_code == 201
    assert Disposal.objects.get().due_on == today + dt.timedelta(weeks=18)
    assert wrong(force.refers(RHYS | {"disposal": "none", "orders": "x"})) == {
        "/orders": "There is no such field"
    }

    desk = Machine("oldbury-custody")
    held = {name: RHYS[name] for name in ("given_names", "family_name", "sex", "agency_link")}
    held |= {"custody_record_number": "OL/1", "fit_to_talk": "yes", "appropriate_adult": "not_needed"}
    held |= {"agrees": "yes", "outcome": "bailed", "arrested_at": "2026-07-01T20:30:00Z"}
    for unread in ("yesterday", "2026-07-01T20:30:00", "0001-01-01T00:00:00+14:00"):
        assert "must be a" in wrong(desk.refers(held | {"arrested_at": unread}))["/arrested_at"]
    assert desk.refers(held).status_code == 201
    assert CustodyDetails.objects.get().arrested_at == dt.datetime(2026, 7, 1, 20, 30, tzinfo=dt.UTC)


def test_without_an_agreement_nothing_is_told_of_anybody(world, machine):
    Agreement.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    refused = machine.refers(RHYS | {"for_partner_support": MERLE}, key="k")
    assert (refused.status_code, "no information-sharing agreement" in text(refused)) == (403, True)
    assert Machine("lantern").refers().status_code == 403
    assert not Slip.objects.exists()
    assert not KeyedRequest.objects.exists()
    Agreement.objects.update(expires_on=timezone.localdate())
    assert machine.refers(key="k").status_code == 201


def test_its_persona_adds_and_reads_the_words_of_its_own_agency_alone(world, machine):
    machine.refers()
    own, other = machine.system, Machine("westfield-police").system
    with eye.closed(), as_visitor(Visitor(own.agency_id, MACHINE, own.pk)):
        assert ReferralStatus.objects.count() == KeyedRequest.objects.count() == 1
        for model in (Referral, Case, Slip, Agency, Credential, AccessToken, SentByMachine):
            with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                list(model.objects.all())
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            KeyedRequest.objects.create(system=other, key="x", digest="x", sweep_after=timezone.now())
    with eye.closed(), as_visitor(Visitor(other.agency_id, MACHINE, other.pk)):
        assert not ReferralStatus.objects.exists()
        assert not KeyedRequest.objects.exists()


def test_what_is_described_is_what_is_asked(world):
    page = Browser().get("/api/v1/openapi.json")
    assert not page.cookies
    told = page.json()
    council = told["components"]["schemas"]["FromCouncil"]
    assert set(council["required"]) <= set(RHYS) < set(council["properties"])
    assert council["properties"]["given_names"]["maxLength"] == 400
    assert "number" not in council["properties"]
    assert "area" in told["components"]["schemas"]["ForPartnerSupport"]["properties"]
    guide = text(Browser().get("/api/"))
    assert "case-2026-004711" in guide
    example = json.loads(
        guide.partition("-d &#x27;")[2].partition("&#x27;")[0] or guide.split("-d '")[1].split("'")[0]
    )
    assert Machine("westfield-council").refers(example).status_code == 201
