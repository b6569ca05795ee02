"""Forms of what is written on a case."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Worker
from referrals.actions import being_ready, binding, doing, noting, safeguarding, sending_on
from referrals.actions.reading import open_case
from referrals.models import (
    BasisChange,
    Case,
    Child,
    ConsentAnswer,
    EqualityAnswers,
    Note,
    OnwardReferral,
    Order,
    PathChoice,
    PathDecision,
    SafeguardingReferral,
    StaffMarker,
    TakingOff,
    Task,
)
from tests.browser.forms.sending import TODAY, Editing, Sending, Subject, date
from tests.browser.stock import Stock


def _case(page: str) -> Callable[[Stock], str]:
    return lambda stock: f"/cases/{stock.referral(accepted=True)}/{page}/"


def _which(write: Callable[..., object], page: str, stock: Stock) -> Subject:
    """The page of a case about one thing that was written on it."""
    key, at = stock.referral(accepted=True), timezone.now()
    with stock.live.committed():
        by = stock.hat("caseworker")
        with acting_as(by):
            written = write(open_case(Case.objects.get(pk=key), by=by, at=at), by=by, at=at)
    return Subject(f"/cases/{key}/{page}/", typed=(("which", str(written.pk)),))


def _note(case: Case, **who: object) -> Note:
    told = {"kind": "fact", "said_by": "", "audience": "team", "words": "Came.", "happened_at": who["at"]}
    return noting.write_note(case, **told, **who)


def _order(case: Case, **who: object) -> Order:
    told = {"kind": "bail", "authority": "Police", "made_on": None, "ends_on": None, "conditions": ""}
    return binding.record_order(case, **told, **who)


def _referral(case: Case, **who: object) -> SafeguardingReferral:
    made = {"service": "children", "authority": "Westfield Council", "way": "form", "reasons": "Fear."}
    return safeguarding.refer(case, made | {"made_at": who["at"]}, **who)


def _onward(case: Case, **who: object) -> OnwardReferral:
    sent = {"service": "drink", "to_whom": "Turning Tide", "agreed": "asked"}
    return sending_on.refer_on(case, sent | {"sent_on": TODAY, "ask_on": TODAY}, **who)


def _task(case: Case, **who: object) -> Task:
    me = Worker.names.get(pk=who["by"].worker_id)
    return doing.set_task(case, me, words="Ring them", due_on=TODAY, **who)


def _marker(case: Case, **who: object) -> StaffMarker:
    being_ready.tell_marker(case, kind="dogs", told_by="PC 4410", told_on=TODAY, **who)
    return StaffMarker.objects.get(case=case)


def _in_a_week() -> dict[str, str]:
    return date("due_on", TODAY + dt.timedelta(days=7))


DAY = {"ended_on_day": str(TODAY.day), "ended_on_month": str(TODAY.month), "ended_on_year": str(TODAY.year)}

SENDINGS = {
    "referrals:notes": Sending(
        "caseworker",
        _case("notes"),
        {"kind": "fact", "audience": "team", "words": "Came on time."},
        "note.written",
        Note,
    ),
    "referrals:mark_wrong": Sending(
        "caseworker",
        partial(_which, _note, "notes/wrong"),
        {"because": "That was somebody else."},
        "note.marked-wrong",
    ),
    "referrals:orders": Sending(
        "caseworker", _case("orders"), {"kind": "bail", "authority": "Police"}, "order.recorded", Order
    ),
    "referrals:change_order": Sending(
        "caseworker",
        partial(_which, _order, "orders/change"),
        {"ending": "varied", "because": "The court rang."} | DAY,
        "order.changed",
        Order,
    ),
    "referrals:children": Sending(
        "caseworker",
        _case("children"),
        {"name": "Robin", "relation": "own", "standing": "none", "told_by": "person"},
        "child.recorded",
        Child,
    ),
    "referrals:safeguarding": Sending(
        "caseworker",
        _case("safeguarding"),
        {"service": "children", "authority": "Westfield Council", "way": "form", "reasons": "Fear."},
        "safeguarding.referred",
        SafeguardingReferral,
    ),
    "referrals:onward": Sending(
        "caseworker",
        _case("onward"),
        {"service": "drink", "to_whom": "Turning Tide", "agreed": "asked"},
        "onward.referred",
        OnwardReferral,
    ),
    "referrals:consent": Sending(
        "caseworker",
        _case("consent"),
        {"answer": "yes", "given_by": "person", "wording": "Leaflet of June"} | date("given_on", TODAY),
        "consent.recorded",
        ConsentAnswer,
    ),
    "referrals:basis": Sending(
        "caseworker",
        _case("lawful-basis"),
        {"basis": "public_task", "because": "A court asks."},
        "basis.changed",
        BasisChange,
    ),
    "referrals:decide_path": Sending(
        "caseworker",
        _case("pathway"),
        {"path": "adult", "because": "Turned 18."},
        "pathway.decided",
        PathDecision,
    ),
    "referrals:equality": Sending(
        "caseworker",
        _case("equality"),
        {"told_by": "person", "equality_religion": "sikh"},
        "equality.recorded",
        EqualityAnswers,
    ),
    "referrals:choose_path": Sending(
        "caseworker",
        lambda stock: f"/referrals/{stock.referral()}/pathway/",
        {"path": "adult", "because": "By their passport."},
        "pathway.chosen",
        PathChoice,
    ),
    "referrals:answer_onward": Sending(
        "caseworker",
        partial(_which, _onward, "onward/answer"),
        {"outcome": "helped"},
        "onward.answered",
    ),
    "referrals:set_task": Sending(
        "caseworker", _case("to-do"), {"words": "Ring them"} | _in_a_week(), "task.set", Task
    ),
    "referrals:end_task": Sending(
        "caseworker",
        partial(_which, _task, "to-do/done"),
        {"ending": "done"},
        "task.ended",
    ),
    "referrals:be_ready": Sending(
        "caseworker",
        _case("be-ready"),
        {"kind": "dogs", "told_by": "PC 4410"} | date("told_on", TODAY),
        "marker.told",
        StaffMarker,
    ),
    "referrals:answer_marker": Sending(
        "caseworker",
        partial(_which, _marker, "be-ready/answer"),
        {"is_so": "yes", "words": "It barked."},
        "marker.answered",
    ),
    "referrals:take_off": Sending(
        "caseworker",
        lambda stock: f"/cases/{stock.kept_with()}/take-off/",
        {"goes": "inbox", "reason": "Another person."},
        "taking-off.proposed",
        TakingOff,
    ),
    "referrals:answer_taking_off": Sending(
        "caseworker",
        lambda stock: f"/cases/{stock.said_to_be_of_another()}/take-off/answer/",
        {"decision": "agree"},
        "referral.taken-off",
    ),
    "referrals:answer_safeguarding": Sending(
        "caseworker",
        partial(_which, _referral, "safeguarding/answer"),
        {"acknowledged_by": "Duty worker"},
        "safeguarding.answered",
    ),
}
EDITINGS: dict[str, Editing] = {}
AS_OFTEN_AS_SENT = {
    "referrals:documents": "a file needs a browser; tests/referrals/test_documents.py sends it twice"
}
CONFIRMED: dict[str, str] = {}
