"""Every form behind a hat: whose it is, where it stands, what is typed into it, and what it then counts for.

`test_once.py` sends each twenty times at once, and finds from the URL table that none is missing: a new
form fails there until it has a line here.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from django.db.models import Model
from django.utils import timezone

from chrysalis.agencies.actions import agreements, schemes
from chrysalis.agencies.models import (
    Agency,
    Agreement,
    Area,
    Conflict,
    Membership,
    Scheme,
    Signature,
    Worker,
)
from chrysalis.agencies.queries import other_employers
from chrysalis.audit.models import ChangeAlert
from chrysalis.decided import Page, pages
from chrysalis.events.models import ChangeSnag
from chrysalis.notices.models import Absence
from partners.actions import dropping, people
from partners.models import ClientLink, SafeContact, Slip, SlipFiling, Survivor
from referrals.actions.asking import ask_to_restrict
from referrals.actions.naming import name_worker
from referrals.actions.restricting import lift
from referrals.models import (
    Case,
    ContactAttempt,
    GlassBreak,
    Referral,
    Restriction,
    RestrictionAsk,
)
from tests.architecture.told import tell
from tests.browser.stock import CUSTODY, Stock


TODAY = timezone.localdate()
DARNELL = CUSTODY | {
    "given_names": "Darnell",
    "family_name": "Kestrel",
    "sex": "male",
    "agency_link": "no",
}


def date(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@dataclass(frozen=True)
class Subject:
    """Where a form is sent, and where it stands when that is another page; what it names by key."""

    to: str
    on: str = ""
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sending:
    """A form that makes or changes something. `word` is the entry that it leaves, once; `makes` what there is
    one more of. Sent again, it may lead where it led, show what stands by now (409), or be gone (404)."""

    who: str
    subject: Callable[[Stock], Subject | str]
    typed: dict[str, str]
    word: str
    makes: type[Model] | None = None
    again: frozenset[int] = frozenset({302})
    leads_on: bool = False  # sent again, it leads to where the thing stands by now


GONE, STANDS = frozenset({302, 404}), frozenset({302, 409})


def forms_behind_a_hat() -> Iterator[Page]:
    """From the URL table: whatever takes what is sent, and may save it."""
    for page in pages():
        is_a_form = "POST" in (_methods(page.view) or ["POST"])
        is_open = getattr(page.view, "hatless", "") or getattr(page.view, "goes_on", False)
        if is_a_form and not is_open:
            yield page


def _methods(view: Callable[..., Any] | None) -> list[str] | None:
    """Those that the decorator of a page lets through; none where nothing was said."""
    while view is not None:
        said = getclosurevars(view).nonlocals.get("request_method_list")
        if said:
            return said
        view = getattr(view, "__wrapped__", None)
    return None


def _case(stock: Stock, page: str) -> str:
    return f"/cases/{stock.referral(accepted=True)}/{page}/"


def _agreement(stock: Stock, page: str) -> str:
    with stock.live.committed():
        agreement = agreements.record_agreement(
            Scheme.objects.get(slug="west"),
            kept_by=Agency.objects.get(slug="westfield-police"),
            title=f"Agreement {uuid.uuid4()}",
            scope="Who was held",
            purpose="Offering help",
            starts_on=TODAY,
            expires_on=TODAY + dt.timedelta(days=30),
            by=None,
            at=timezone.now(),
        )
    return f"/agency/agreements/{agreement.pk}/{page}/"


def _area(stock: Stock) -> str:
    with stock.live.committed():
        west = Scheme.objects.get(slug="west")
        area = schemes.add_area(west, name=f"Area {uuid.uuid4()}", by=None, at=timezone.now())
    return f"/agency/areas/{area.pk}/"


def _scheme(stock: Stock) -> tuple[tuple[str, str], ...]:
    with stock.live.committed():
        return (("scheme", str(Scheme.objects.get(slug="west").pk)),)


def _place(stock: Stock) -> str:
    """Of a colleague who has just come."""
    name = stock.someone_new(f"colleague_{uuid.uuid4().hex[:8]}", ("threshold", "caseworker"))
    with stock.live.committed():
        return str(stock.hat(name).membership_id)


def _away(stock: Stock, *, of: str) -> str:
    with stock.live.committed():
        cover = stock.hat("second_caseworker").worker_id
        days = {"from_on": TODAY, "until_on": TODAY, "cover_id": cover}
        by = stock.hat(of)
        place = {"agency_id": by.agency_id, "role_slug": by.role_slug, "worker_id": by.worker_id}
        return str(Absence.objects.create(**place, **days).pk)


def _covered_by(stock: Stock, who: str) -> tuple[tuple[str, str], ...]:
    return (("cover", str(stock.live.people[who])),)


def _notice(stock: Stock) -> tuple[tuple[str, str], ...]:
    with stock.live.committed():
        return (("key", str(tell(stock.hat("caseworker"), at=timezone.now()).pk)),)


def _snag(stock: Stock) -> str:
    with stock.live.committed():
        made = ChangeSnag.objects.create(
            errand_id=uuid.uuid4(),
            handler="referrals.tell_provider",
            event="referral-submitted",
            agency_id=stock.hat("service_manager").agency_id,
            given_up_at=timezone.now(),
            error_class="OperationalError",
        )
    return f"/snags/{made.pk}/"


def _alert(stock: Stock) -> str:
    at = timezone.now()
    with stock.live.committed():
        by = stock.hat("second_caseworker")
        whose = {"worker_id": by.worker_id, "agency_id": by.agency_id}
        made = ChangeAlert.objects.create(kind="many-people", **whose, began_at=at, found_at=at, times=40)
    return f"/log/alerts/{made.pk}/"


def _asked(stock: Stock) -> Subject:
    key = stock.referral()
    with stock.live.committed():
        referral, by = Referral.objects.get(pk=key), stock.hat("caseworker")
        ask_to_restrict(referral, reason="A sister works at the council.", by=by, at=timezone.now())
        asked = RestrictionAsk.objects.get(referral=referral)
    return Subject(f"/restrictions/asked/{asked.pk}/", on="/restrictions/")


def _restriction(stock: Stock, verb: str, **typed: str) -> Subject:
    made, _, _ = stock.restricted()
    page = f"/restrictions/{made}/"
    return Subject(f"{page}{verb}/", on=page, typed=tuple(typed.items()))


def _lifted_alone(stock: Stock) -> Subject:
    made, _, _ = stock.restricted()
    with stock.live.committed():
        found, by = Restriction.objects.get(pk=made), stock.hat("safeguarding_lead")
        Agency.objects.filter(pk=by.agency_id).update(two_leads_lift=False)
        lift(found, reason="Left the council.", by=by, at=timezone.now() - dt.timedelta(days=7))
        Agency.objects.filter(pk=by.agency_id).update(two_leads_lift=True)
        Restriction.objects.filter(pk=made).update(look_again_on=TODAY)
    return Subject(f"/restrictions/{made}/look-again/", on="/restrictions/")


def _named(stock: Stock) -> Subject:
    made, _, _ = stock.restricted()
    who = stock.live.people["second_caseworker"]
    with stock.live.committed():
        found, by = Restriction.objects.get(pk=made), stock.hat("safeguarding_lead")
        name_worker(found, Worker.objects.get(pk=who), by=by, at=timezone.now())
    page = f"/restrictions/{made}/"
    return Subject(f"{page}unname/", on=page, typed=(("worker", str(who)),))


def _handle(stock: Stock) -> tuple[tuple[str, str], ...]:
    """The reference of something restricted that nobody opened yet."""
    key = stock.referral()
    with stock.live.committed():
        return (("reference", Referral.objects.get(pk=key).reference),)


def _handle_of_restricted(stock: Stock) -> tuple[tuple[str, str], ...]:
    made, _, _ = stock.restricted()
    stock.someone_new("relief", ("threshold", "caseworker"))
    with stock.live.committed():
        return (("reference", Restriction.objects.get(pk=made).handle),)


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
    "referrals:submit": Sending(
        "sergeant", lambda stock: "/referrals/new/", DARNELL, "referral.submitted", Referral
    ),
    "referrals:seal_section": Sending("sergeant_at_tipton", _sealing, {}, "slip.sealed", Slip),
    "referrals:accept": Sending(
        "caseworker",
        lambda stock: Subject(f"{(page := f'/referrals/{stock.referral()}/')}accept/", on=page),
        {},
        "referral.accepted",
        Case,
        leads_on=True,
    ),
    "referrals:record_contact": Sending(
        "caseworker",
        lambda stock: _case(stock, "contact"),
        {"channel": "call", "outcome": "reached", "account": "Agreed to meet."},
        "case.contacted",
        ContactAttempt,
    ),
    "referrals:correct": Sending(
        "caseworker", lambda stock: _case(stock, "correct"), {"telephone": "07700 900555"}, "client.corrected"
    ),
    "referrals:ask_to_restrict": Sending(
        "caseworker",
        lambda stock: f"/referrals/{stock.referral()}/ask-to-restrict/",
        {"reason": "A sister works at the council."},
        "restriction.asked",
        RestrictionAsk,
    ),
    "referrals:answer_ask": Sending(
        "safeguarding_lead", _asked, {"answer": "not_needed"}, "restriction.answered", again=GONE
    ),
    "referrals:restrict": Sending(
        "safeguarding_lead",
        lambda stock: Subject("/restrictions/new/", typed=_handle(stock)),
        {"reason": "Known here"},
        "case.restricted",
        Restriction,
    ),
    "referrals:name_worker": Sending(
        "safeguarding_lead",
        lambda stock: _restriction(stock, "name", worker=str(stock.live.people["second_caseworker"])),
        {},
        "restriction.named",
    ),
    "referrals:unname_worker": Sending("safeguarding_lead", _named, {}, "restriction.unnamed", again=GONE),
    "referrals:correct_employer": Sending(
        "safeguarding_lead",
        lambda stock: _restriction(stock, "employer", employer=str(_council(stock))),
        {},
        "restriction.employer",
    ),
    "referrals:lift": Sending(
        "safeguarding_lead",
        lambda stock: _restriction(stock, "lift"),
        {"reason": "Moved away"},
        "restriction.lift-asked",
        again=frozenset({302, 200}),  # "You have asked for this already."
    ),
    "referrals:look_again": Sending(
        "safeguarding_lead", _lifted_alone, {"answer": "done"}, "restriction.looked-again", again=GONE
    ),
    "referrals:break_glass": Sending(
        "relief",
        lambda stock: Subject("/restricted/open/", typed=_handle_of_restricted(stock)),
        {"reason": "Rang from outside"},
        "glass.broken",
        GlassBreak,
    ),
    "referrals:review": Sending(
        "safeguarding_lead",
        lambda stock: f"/opened-in-an-emergency/{stock.restricted()[1]}/",
        {"outcome": "right", "remark": "Agreed"},
        "glass.reviewed",
    ),
    "agencies:invite": Sending(
        "administrator",
        lambda stock: "/agency/accounts/invite/",
        {"full_name": "Invited Once", "email": "once@threshold.example", "role_slug": "caseworker"},
        "account.invited",
        Membership,
    ),
    "agencies:end_place": Sending(
        "administrator",
        lambda stock: f"/agency/accounts/{_place(stock)}/end/",
        {},
        "account.place_ended",
    ),
    "agencies:add_area": Sending(
        "administrator",
        lambda stock: Subject("/agency/areas/new/", typed=_scheme(stock)),
        {"name": "Westfield Vale"},
        "area.added",
        Area,
    ),
    "agencies:change_area": Sending("administrator", _area, {"name": "Westfield Dale"}, "area.changed"),
    "agencies:retire_area": Sending(
        "administrator", lambda stock: f"{_area(stock)}retire/", {}, "area.retired"
    ),
    "agencies:set_agency": Sending(
        "administrator",
        lambda stock: "/agency/setting/",
        {"two_leads_lift": "on"},
        "agency.set",
        again=STANDS,
    ),
    "agencies:record_agreement": Sending(
        "force_information_officer",
        lambda stock: Subject("/agency/agreements/new/", typed=_scheme(stock)),
        {"title": "Custody, once", "scope": "Who was held", "purpose": "Help"}
        | date("starts_on", TODAY)
        | date("expires_on", TODAY + dt.timedelta(days=90)),
        "agreement.recorded",
        Agreement,
    ),
    "agencies:sign_agreement": Sending(
        "force_information_officer",
        lambda stock: _agreement(stock, "sign"),
        {"signatory": "A. Signatory, Director", "lawful_basis": "public_task"} | date("signed_on", TODAY),
        "agreement.signed",
        Signature,
    ),
    "agencies:renew_agreement": Sending(
        "force_information_officer",
        lambda stock: _agreement(stock, "renew"),
        date("expires_on", TODAY + dt.timedelta(days=200)),
        "agreement.renewed",
    ),
    "agencies:declare_conflict": Sending(
        "caseworker",
        lambda stock: "/agency/conflicts/new/",
        {"given_names": "Perpetua", "family_name": "Gorsedale", "kind": "friend"},
        "conflict.declared",
        Conflict,
    ),
    "agencies:end_conflict": Sending(
        "safeguarding_lead",
        lambda stock: f"/agency/conflicts/{stock.restricted()[2]}/end/",
        {},
        "conflict.ended",
        again=GONE,
    ),
    "notices:acknowledge": Sending(
        "caseworker",
        lambda stock: Subject("/notices/acknowledge/", on="/notices/", typed=_notice(stock)),
        {},
        "notice.acknowledged",
    ),
    "notices:away": Sending(
        "second_caseworker",
        lambda stock: Subject("/notices/away/", typed=_covered_by(stock, "caseworker")),
        date("from_on", TODAY + dt.timedelta(days=40)) | date("until_on", TODAY + dt.timedelta(days=41)),
        "absence.recorded",
        Absence,
    ),
    "notices:away_for": Sending(
        "administrator",
        lambda stock: Subject(f"/notices/away/of/{_place(stock)}/", typed=_covered_by(stock, "caseworker")),
        date("from_on", TODAY + dt.timedelta(days=50)) | date("until_on", TODAY + dt.timedelta(days=51)),
        "absence.recorded",
        Absence,
    ),
    "notices:end_away": Sending(
        "caseworker",
        lambda stock: Subject(f"/notices/away/{_away(stock, of='caseworker')}/end/", on="/notices/away/"),
        {},
        "absence.ended",
        again=GONE,
    ),
    "notices:hours": Sending(
        "administrator", lambda stock: "/notices/hours/", {"opens": "08:30"}, "hours.changed", again=STANDS
    ),
    "log:limits": Sending(
        "information_officer",
        lambda stock: "/log/alerts/limits/",
        {"people_in_an_hour": "41"},
        "alert.limited",
        again=STANDS,
    ),
    "log:alert": Sending(
        "information_officer", _alert, {"outcome": "A busy hour, agreed."}, "alert.acknowledged"
    ),
    "snags:snag": Sending("service_manager", _snag, {"reason": "I rang them."}, "snag.closed"),
    "snags:retry": Sending(
        "service_manager",
        lambda stock: Subject(f"{(page := _snag(stock))}again/", on=page),
        {},
        "snag.retried",
        leads_on=True,
    ),
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

# Sent again, these are meant to be done again, or there is nothing that twice would be.
AS_OFTEN_AS_SENT = {
    "agencies:invite_again": "only the newest link works; a letter not yet sent is withheld",
    "agencies:end_sessions": "ends whatever runs",
    "drafts:save": "over what was saved before: its own test",
    "drafts:discard": "what is empty stays empty",
    "log:look_up": "looks, and each look is an entry",
    "notices:mail": "a choice: the last one holds",
}


def _council(stock: Stock) -> object:
    with stock.live.committed():
        return other_employers(stock.hat("safeguarding_lead"))[0].pk
