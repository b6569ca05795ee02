"""Whoever connects a records system tries everything with nobody real; and neither meets the other."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client as Browser

from chrysalis.agencies.models import Agency, Participation, Scheme
from chrysalis.api.models import RecordsSystem
from partners.models import Slip
from referrals.models import Referral
from tests.referrals.machine import MERLE, RHYS, Machine
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")


def test_a_system_tries_everything_and_reaches_nobody(world, capsys):
    call_command("sandbox", agency="council")
    call_command("sandbox", agency="police")
    said = capsys.readouterr().out
    assert "Sandbox Council: nobody there is real" in said
    system = RecordsSystem.objects.get(agency__slug="sandbox-council")
    assert f"client_id      {system.pk}" in said
    machine = Machine("sandbox-council")
    machine.system, machine.secret = system, said.split("client_secret  ")[1].split()[0]
    machine.token = machine.asks_for_token().json()["access_token"]
    sent = machine.refers(RHYS | {"for_partner_support": MERLE})
    assert sent.status_code == 201, sent.content
    assert Referral.objects.get().provider_agency.is_sandbox
    assert Slip.objects.get().receiving_agency.is_sandbox
    assert machine.asks(sent.json()["reference"]).status_code == 200
    assert sent.json()["reference"] not in text(world.caseworker.opens("referrals:inbox"))
    for door in ("/get-in-touch/en/sandbox/", "/refer/sandbox/"):
        assert Browser().get(door).status_code == 404
    assert "Sandbox" not in text(Browser().get("/get-in-touch/"))


def test_the_database_keeps_both_apart_whatever_the_code_does(world):
    call_command("sandbox")
    real, sandbox = Scheme.objects.get(slug="west"), Scheme.objects.get(slug="sandbox")
    council = Agency.objects.get(slug="sandbox-council")
    takes_part = Participation.objects.get(agency=council)
    for crossing in (
        lambda: Participation.objects.create(scheme=real, agency=council, part="referrer"),
        lambda: Participation.objects.create(scheme=sandbox, agency=real.front_door, part="provider"),
        lambda: Participation.objects.filter(pk=takes_part.pk).update(scheme=real),
        lambda: Participation.objects.filter(scheme=real).update(agency=council),
        lambda: Agency.objects.filter(pk=council.pk).update(is_sandbox=False),
        lambda: Agency.objects.filter(pk=real.front_door_id).update(is_sandbox=True),
    ):
        with pytest.raises(IntegrityError, match="sandbox stays apart"), transaction.atomic():
            crossing()
