"""Forms of partner support, and the section that is sealed for it."""

import datetime as dt
import uuid

from django.utils import timezone

from chrysalis.agencies.models import (
    Scheme,
)
from partners.actions import dropping, people
from partners.models import ClientLink, SafeContact, Slip, SlipFiling, Survivor
from referrals.models import (
    Case,
)
from tests.browser.forms.sending import Editing, Sending, Subject, date
from tests.browser.stock import Stock


def _slip(stock: Stock) -> Subject:
    with stock.live.committed():
        scheme, by = Scheme.objects.get(slug="west"), stock.hat("sergeant")
        dropping.seal({"name": "Maren Alder"}, scheme=scheme, by=by, at=timezone.now())
        slip = Slip.objects.latest("sealed_at").pk
    return Subject(f"/slips/{slip}/file/", on=f"/slips/{slip}/")


def _sealing(stock: Stock) -> Subject:
    typed = {"section": str(uuid.uuid4()), "page": str(uuid.uuid4()), "never-draft-name": "Maren Alder"}
    to = "/referrals/new/for-partner-support/"
    return Subject(to, on="/referrals/new/", typed=tuple(typed.items()))


def _sealing_told(stock: Stock) -> Subject:
    found, on = _sealing(stock), "/referrals/write-down/?door=other"
    return Subject("/referrals/write-down/for-partner-support/", on=on, typed=found.typed)


def _sealing_worried(stock: Stock) -> Subject:
    typed = _sealing(stock).typed
    return Subject("/enquiries/worried/for-partner-support/", on="/enquiries/worried/", typed=typed)


def _survivor(stock: Stock, page: str) -> str:
    with stock.live.committed():
        west, by = Scheme.objects.get(slug="west"), stock.hat("link_worker")
        told = {"name": f"Maren {uuid.uuid4().hex[:6]}"}
        made = people.record_survivor(told, scheme_id=west.pk, by=by, at=timezone.now())
    return f"/survivors/{made.pk}/{page}/"


def _to_link(stock: Stock) -> Subject:
    case = stock.referral("Lapwing", accepted=True)
    with stock.live.committed():
        client = str(Case.objects.get(pk=case).client_id)
    return Subject(_survivor(stock, "link"), typed=(("client", client), ("step", "link")))


SENDINGS = {
    "referrals:seal_section": Sending("sergeant_at_tipton", _sealing, {}, "slip.sealed", Slip),
    "referrals:seal_told": Sending("caseworker", _sealing_told, {}, "slip.sealed", Slip),
    "referrals:seal_worried": Sending("caseworker", _sealing_worried, {}, "slip.sealed", Slip),
    "partners:file": Sending(
        "link_worker", _slip, {"about": "new", "step": ""}, "slip.filed", SlipFiling, leads_on=True
    ),
    "partners:record": Sending(
        "link_worker", lambda stock: "/survivors/new/", {"name": "Maren Alder"}, "survivor.recorded", Survivor
    ),
    "partners:correct": Sending(
        "link_worker", lambda stock: _survivor(stock, "correct"), {"name_to_use": "Sam"}, "survivor.corrected"
    ),
    "partners:record_way": Sending(
        "link_worker",
        lambda stock: _survivor(stock, "contact"),
        {"channel": "call", "value": "07700 900111", "state": "unsafe"},
        "survivor.contact_recorded",
        SafeContact,
    ),
    "partners:link": Sending(
        "link_worker",
        _to_link,
        {"name": "Darnell Lapwing", "relationship": "partner"} | date("born", dt.date(1991, 3, 27)),
        "survivor.linked",
        ClientLink,
    ),
}

EDITINGS = {
    "partners:correct": Editing(
        ("second_link_worker", "link_worker"),
        lambda stock: _survivor(stock, "correct"),
        {"name_to_use": "Sam Ashdown"},
        {"name_to_use": "Alex Ashdown"},
        ("Sam Ashdown", "Alex Ashdown"),
        lambda: set(Survivor.objects.values_list("name_to_use", flat=True)),
    ),
}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
