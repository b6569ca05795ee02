"""Forms of referrals, cases and restrictions."""

import datetime as dt
from urllib.parse import parse_qs

from django.utils import timezone

from chrysalis.agencies.models import (
    Agency,
    Worker,
)
from chrysalis.agencies.queries import other_employers
from referrals.actions.asking import ask_to_restrict
from referrals.actions.naming import name_worker
from referrals.actions.preparing import contents_of
from referrals.actions.restricting import lift
from referrals.models import (
    Case,
    Client,
    ContactAttempt,
    CustodyDetails,
    Disposal,
    GlassBreak,
    Incident,
    NotSamePerson,
    Referral,
    ReferrerInvitation,
    Restriction,
    RestrictionAsk,
    UnsentReferral,
    WrittenDown,
)
from tests.browser.forms.sending import GONE, TODAY, Editing, Sending, Subject
from tests.browser.stock import CUSTODY, Stock


DARNELL = CUSTODY | {
    "given_names": "Darnell",
    "family_name": "Kestrel",
    "sex": "male",
    "agency_link": "no",
}


RHYS = {
    "given_names": "Rhys",
    "family_name": "Larkspur",
    "sex": "male",
    "agency_link": "no",
    "behaviours": "controlling",
    "what_happened": "Keeps the bank cards.",
    "agrees": "yes",
    "post": "Social worker",
    "reached_at": "0121 496 0041",
}


TOLD = {
    "told_by": "Bel Tarn",
    "told_agency_named": "Lintel Housing",
    "told_way": "telephone",
    "told_at": "20/11/2026 10:20",
}
CAUTION = RHYS | {
    "disposal": "conditional",
    "given_on_day": "1",
    "given_on_month": "10",
    "given_on_year": "2026",
    "due_on_day": "1",
    "due_on_month": "12",
    "due_on_year": "2026",
    "admission": "admitted",
    "decided_by": "police",
    "views_obtained": "no",
    "condition_1": "Attend both workshops",
}


def _case(stock: Stock, page: str) -> str:
    return f"/cases/{stock.referral(accepted=True)}/{page}/"


def _unsent(stock: Stock, page: str) -> str:
    return f"/referrals/new/parts/{stock.unsent()}/{page}/"


def _left(stock: Stock) -> str:
    return f"/referrals/new/parts/{stock.left()}/whole/"


def _officers() -> set[str]:
    """In the case: of what is left for the next shift, and of what was sent."""
    whole = [contents_of(each).part("whole").typed for each in UnsentReferral.objects.filter(ended_at=None)]
    left = {told for part in whole for told in parse_qs(part).get("officer_in_case", [])}
    return left | set(CustodyDetails.objects.values_list("officer_in_case", flat=True))


def _posts() -> set[str]:
    """Of those who write what is not sent, as it stands there."""
    parts = [contents_of(each).part("agreement").typed for each in UnsentReferral.objects.all()]
    return {told for part in parts for told in parse_qs(part).get("post", [])}


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
    stock.someone_new("locum", ("threshold", "caseworker"))
    with stock.live.committed():
        return (("reference", Restriction.objects.get(pk=made).handle),)


def _council(stock: Stock) -> object:
    with stock.live.committed():
        return other_employers(stock.hat("safeguarding_lead"))[0].pk


def _alike(stock: Stock, verb: str, field: str) -> Subject:
    """A referral of somebody like the person of a case."""
    known, page = stock.referral("Nightjar", accepted=True), f"/referrals/{stock.referral('Nightjar')}/"
    return Subject(f"{page}{verb}/", on=page, typed=((field, str(known)),))


def _told_apart(stock: Stock) -> Subject:
    known, referral = stock.referral("Whimbrel", accepted=True), stock.referral("Whimbrel")
    stock.tells_apart(referral, known)
    page = f"/referrals/{referral}/"
    return Subject(f"{page}may-be-the-same/", on=page, typed=(("other", str(known)),))


SENDINGS = {
    "referrals:submit": Sending(
        "sergeant", lambda stock: "/referrals/new/", DARNELL, "referral.submitted", Referral
    ),
    "referrals:submit, of a council": Sending(
        "social_worker", lambda stock: "/referrals/new/?whole=yes", RHYS, "referral.submitted", Referral
    ),
    "referrals:prepare": Sending(
        "social_worker", lambda stock: "/referrals/new/parts/", {}, "unsent.begun", UnsentReferral
    ),
    "referrals:prepare, of a custody suite": Sending(
        "sergeant",
        lambda stock: Subject("/referrals/new/parts/", on="/referrals/new/"),
        DARNELL,
        "unsent.begun",
        UnsentReferral,
    ),
    "referrals:write_part": Sending(
        "social_worker", lambda stock: _unsent(stock, "part/agreement"), {}, "unsent.saved"
    ),
    "referrals:write_whole": Sending("colleague", _left, {}, "referral.submitted", Referral),
    "referrals:partner_part": Sending(
        "social_worker",
        lambda stock: _unsent(stock, "for-partner-support"),
        {"never-draft-name": "Maren Alder"},
        "slip.sealed",
    ),
    "referrals:check_unsent": Sending(
        "social_worker", lambda stock: _unsent(stock, "check"), {}, "referral.submitted", Referral
    ),
    "referrals:call_unsent": Sending(
        "social_worker", lambda stock: _unsent(stock, "name"), {"called": "After core group"}, "unsent.named"
    ),
    "referrals:discard_unsent": Sending(
        "social_worker", lambda stock: _unsent(stock, "discard"), {}, "unsent.discarded"
    ),
    "referrals:submit, of a police force": Sending(
        "officer", lambda stock: "/referrals/new/", CAUTION, "referral.submitted", Disposal
    ),
    "referrals:write_down": Sending(
        "caseworker",
        lambda stock: "/referrals/write-down/?door=other",
        RHYS | TOLD,
        "referral.written-down",
        WrittenDown,
    ),
    "referrals:invite": Sending(
        "caseworker",
        lambda stock: "/referrals/invite/",
        {"address": "officer@lintel.example", "agency_named": "Lintel Housing"},
        "referrer.invited",
        ReferrerInvitation,
    ),
    "referrals:accept": Sending(
        "caseworker",
        lambda stock: Subject(f"{(page := f'/referrals/{stock.referral()}/')}accept/", on=page),
        {},
        "referral.accepted",
        Case,
        leads_on=True,
    ),
    "referrals:accept, as somebody known": Sending(
        "caseworker",
        lambda stock: _alike(stock, "accept", "same_as"),
        {},
        "referral.accepted",
        Case,
        leads_on=True,
    ),
    "referrals:join_case": Sending(
        "caseworker",
        lambda stock: _alike(stock, "join", "same_as"),
        {"kind": "arrest"},
        "referral.joined",
        Incident,
        leads_on=True,
    ),
    "referrals:not_same_person": Sending(
        "caseworker",
        lambda stock: _alike(stock, "not-the-same", "other"),
        {},
        "person.not-same",
        NotSamePerson,
    ),
    "referrals:may_be_same_person": Sending(
        "caseworker", lambda stock: _told_apart(stock), {}, "person.not-same-taken-back"
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
        "locum",
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
}

EDITINGS = {
    "referrals:write_part": Editing(
        ("social_worker", "second_social_worker"),
        lambda stock: _unsent(stock, "part/agreement"),
        {"post": "Senior practitioner"},
        {"post": "Social worker, children in need"},
        ("Senior practitioner", "Social worker, children in need"),
        _posts,
    ),
    "referrals:write_whole": Editing(
        ("sergeant", "colleague"),
        _left,
        {"officer_in_case": "PC 4410 Finch", "leave": "yes"},
        {"officer_in_case": "DC 2210 Mallow"},
        ("PC 4410 Finch", "DC 2210 Mallow"),
        _officers,
    ),
    "referrals:correct": Editing(
        ("second_caseworker", "caseworker"),
        lambda stock: _case(stock, "correct"),
        {"telephone": "07700 900556"},
        {"telephone": "07700 900777"},
        ("07700 900556", "07700 900777"),
        lambda: set(Client.objects.values_list("telephone", flat=True)),
    ),
}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
