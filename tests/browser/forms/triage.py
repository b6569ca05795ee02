"""Forms of deciding on a referral, of the way of a case, and of what triage chooses from."""

import datetime as dt
import uuid

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from referrals.actions.enquiring import record_enquiry
from referrals.models import (
    Answer,
    Case,
    Decision,
    Enquiry,
    Handover,
    Incident,
    Joining,
    NextService,
    Pause,
    PauseWord,
    Question,
    RefusalWord,
    Release,
    WayIn,
)
from tests.browser.forms.sending import TODAY, Editing, Sending, Subject, date
from tests.browser.stock import Stock


def _button(page: str, verb: str) -> Subject:
    """One without words, on the page of what it is about."""
    return Subject(f"{page}{verb}/", on=page)


def _case(stock: Stock, page: str) -> str:
    return f"/cases/{stock.referral(accepted=True)}/{page}/"


def _to_send_on(stock: Stock) -> Subject:
    service, _ = stock.next_service()
    to = f"/referrals/{stock.referral()}/redirect/"
    return Subject(to, typed=(("next_service", str(service)),))


def _to_hand_over(stock: Stock) -> Subject:
    stock.handover()  # by the agreement that this one needs too
    with stock.live.committed():
        bridge = str(stock.hat("caseworker_at_bridge").agency_id)
    return Subject(_case(stock, "hand-over"), typed=(("to_agency", bridge),))


def _to_give(stock: Stock) -> Subject:
    case = stock.referral(accepted=True)
    with stock.live.committed():
        to = str(stock.hat("second_caseworker").worker_id)
    return Subject(f"/cases/give/?case={case}", typed=(("cases", str(case)), ("to", to)))


def _alike(stock: Stock) -> Subject:
    one, two = stock.two_records()
    return Subject(f"/cases/{one}/same-person/?other={two}", typed=(("other", str(two)),))


def _offered(stock: Stock) -> Subject:
    key = stock.handover()
    with stock.live.committed():
        case = Handover.objects.get(pk=key).from_case_id
    return _button(f"/cases/{case}/", "withdraw-handover")


def _service(stock: Stock) -> str:
    service, _ = stock.next_service()
    return f"/next-services/{service}/"


def _new_service(stock: Stock) -> Subject:
    _, scheme = stock.next_service()
    typed = {"scheme": str(scheme), "name": f"Help {uuid.uuid4()}"}
    return Subject("/next-services/new/", typed=tuple(typed.items()))


def _words(stock: Stock) -> str:
    _, scheme = stock.next_service()
    return f"/next-services/words/{scheme}/"


def _words_of_pauses(stock: Stock) -> str:
    _, scheme = stock.next_service()
    return f"/next-services/pauses/{scheme}/"


def _paused(stock: Stock) -> str:
    key = stock.paused_clock()
    with stock.live.committed():
        return f"/referrals/{Pause.objects.get(pk=key).referral_id}/"


def _ways(stock: Stock) -> str:
    _, scheme = stock.next_service()
    return f"/next-services/ways-in/{scheme}/"


def _enquiry(stock: Stock) -> str:
    told = {"way": "telephone", "about": "other", "next_step": "we_ring", "reach": "07700 900321"}
    with stock.live.committed():
        by, at = stock.hat("caseworker"), timezone.now()
        scheme, told = Scheme.objects.get(slug="west"), told | {"asked": "Whether", "advice": "Maybe"}
        with acting_as(by):
            made = record_enquiry(scheme, told | {"came_at": at}, by=by, at=at - dt.timedelta(days=9))
    return f"/enquiries/{made.pk}/"


SENDINGS = {
    "referrals:record_enquiry": Sending(
        "caseworker",
        lambda stock: "/enquiries/new/?about=own",
        {"way": "in_person", "asked": "Whether", "advice": "Maybe", "next_step": "they_ring"},
        "enquiry.recorded",
        Enquiry,
    ),
    "referrals:enquiry": Sending(
        "caseworker", _enquiry, {"is_safe": "yes", "why": "Lives alone."}, "enquiry.decided"
    ),
    "referrals:keep_enquiry": Sending(
        "caseworker", lambda stock: _button(_enquiry(stock), "keep"), {}, "enquiry.kept"
    ),
    "referrals:ask": Sending(
        "caseworker",
        lambda stock: f"/referrals/{stock.referral()}/ask/",
        {"kind": "reaching", "words": "Is there another number?"},
        "referral.asked",
        Question,
    ),
    "referrals:answer": Sending(
        "sergeant",
        lambda stock: f"/referrals/questions/{stock.asked()}/",
        {"words": "Ring the desk."},
        "referral.answered",
        Answer,
    ),
    "referrals:resume": Sending(
        "caseworker",
        lambda stock: f"/referrals/{stock.asked_of()}/resume/",
        {"words": "The desk rang."},
        "referral.resumed",
        Answer,
    ),
    "referrals:pause": Sending(
        "caseworker",
        lambda stock: f"/referrals/{stock.referral()}/pause/",
        {"reason": "hospital", "words": "The ward says so."} | date("until_on", TODAY + dt.timedelta(days=9)),
        "referral.paused",
        Pause,
    ),
    "referrals:go_on": Sending(
        "caseworker", lambda stock: _button(_paused(stock), "go-on"), {}, "referral.gone-on"
    ),
    "referrals:agree_pause": Sending(
        "service_manager",
        lambda stock: f"/pauses/{stock.paused_clock()}/",
        {"agrees": "yes"},
        "pause.answered",
    ),
    "referrals:redirect": Sending(
        "caseworker", _to_send_on, {"reason": "outside_area"}, "referral.redirected", Decision
    ),
    "referrals:refuse": Sending(
        "caseworker",
        lambda stock: f"/referrals/{stock.referral()}/refuse/",
        {"reason": "outside_area"},
        "referral.refused",
        Decision,
    ),
    "referrals:record_incident": Sending(
        "caseworker",
        lambda stock: _case(stock, "something-new"),
        {"kind": "breach", "told_by": "PC 4410", "way": "telephone", "account": "Alleged."},
        "incident.recorded",
        Incident,
    ),
    "referrals:allocate": Sending(
        "caseworker", _to_give, {"reason": "On leave.", "step": "move"}, "case.allocated"
    ),
    "referrals:join": Sending(
        "caseworker", _alike, {"reason": "The same scar."}, "joining.proposed", Joining
    ),
    "referrals:answer_joining": Sending(
        "second_caseworker",
        lambda stock: f"/cases/{stock.proposed()}/same-person/answer/",
        {"decision": "agree"},
        "joining.joined",
    ),
    "referrals:part": Sending(
        "caseworker",
        lambda stock: f"/cases/{stock.joined()}/same-person/part/",
        {"reason": "They sat beside each other."},
        "joining.proposed",
        Joining,
    ),
    "referrals:record_release": Sending(
        "caseworker",
        lambda stock: _case(stock, "release"),
        {"released_at": "tomorrow 10:00", "certainty": "expected", "police_told": "not_known"},
        "release.recorded",
        Release,
    ),
    "referrals:say_assessed": Sending(
        "caseworker", lambda stock: _button(f"/cases/{stock.reached()}/", "assessed"), {}, "case.assessed"
    ),
    "referrals:close": Sending(
        "caseworker", lambda stock: _case(stock, "close"), {"ending": "withdrew"}, "case.closed"
    ),
    "referrals:hand_over": Sending(
        "caseworker",
        _to_hand_over,
        {"to_do": "programme", "summary": "Would like evenings."},
        "handover.offered",
        Handover,
    ),
    "referrals:withdraw_handover": Sending("caseworker", _offered, {}, "handover.withdrawn"),
    "referrals:take": Sending(
        "caseworker_at_bridge",
        lambda stock: _button(f"/handovers/{stock.handover()}/", "take"),
        {},
        "handover.taken",
        Case,
        leads_on=True,
    ),
    "referrals:return_handover": Sending(
        "caseworker_at_bridge",
        lambda stock: f"/handovers/{stock.handover()}/return/",
        {"because": "Full until March."},
        "handover.returned",
    ),
    "referrals:add_service": Sending("administrator", _new_service, {}, "next-service.added", NextService),
    "referrals:change_service": Sending(
        "administrator", _service, {"takes": "Men over 25"}, "next-service.changed"
    ),
    "referrals:word_refusals": Sending(
        "administrator", _words, {"other": "Something else"}, "refusal.worded"
    ),
    "referrals:word_pauses": Sending(
        "administrator", _words_of_pauses, {"other": "Something else"}, "pause.worded"
    ),
    "referrals:set_ways_in": Sending("administrator", _ways, {"other-basis": "consent"}, "ways-in.set"),
}

EDITINGS = {
    "referrals:change_service": Editing(
        ("second_administrator", "administrator"),
        _service,
        {"takes": "Men over 30"},
        {"takes": "Men over 40"},
        ("Men over 30", "Men over 40"),
        lambda: set(NextService.objects.values_list("takes", flat=True)),
    ),
    "referrals:word_refusals": Editing(
        ("second_administrator", "administrator"),
        _words,
        {"other": "None of these"},
        {"other": "Ask your manager"},
        ("None of these", "Ask your manager"),
        lambda: set(RefusalWord.objects.values_list("words", flat=True)),
    ),
    "referrals:word_pauses": Editing(
        ("second_administrator", "administrator"),
        _words_of_pauses,
        {"other": "None of these"},
        {"other": "Ask your manager"},
        ("None of these", "Ask your manager"),
        lambda: set(PauseWord.objects.values_list("words", flat=True)),
    ),
    "referrals:set_ways_in": Editing(
        ("second_administrator", "administrator"),
        _ways,
        {"health-basis": "public_task"},
        {"health-basis": "legal_obligation"},
        ("Public task", "Legal obligation"),
        lambda: {each.get_lawful_basis_display().split(" (")[0] for each in WayIn.objects.all()},
    ),
}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
