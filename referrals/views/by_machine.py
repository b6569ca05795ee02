"""Two addresses for records systems: one takes a referral, one says what became of it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.api import bodies
from chrysalis.api.actions import once
from chrysalis.api.bodies import Told
from chrysalis.api.door import Call, for_systems
from chrysalis.api.models import KeyedRequest, Purpose
from chrysalis.api.problems import Problem
from chrysalis.api.secrets import fingerprint
from referrals.actions import referring_by_machine as acting
from referrals.actions.referring import NobodyElse
from referrals.doors import door_of
from referrals.forms.by_machine import SECTION, Wrong, referral_of, section_of
from referrals.models import ReferralStatus


LONGEST_KEY = 200
NO_SCHEME = "Your agency refers into no scheme here. Ask the service that you refer to."


@for_systems(Purpose.REFER, "POST", "a records system refers somebody, as its agency's people do")
def refer_by_machine(call: Call) -> HttpResponse:
    key, told = _key(call), bodies.read_object(call.request)
    try:
        with transaction.atomic():
            return _refer(call, key, told)
    except once.Otherwise:
        raise Problem("key-used") from None
    except sharing.OnHold as reason:
        raise Problem("on-hold", str(reason)) from None


@for_systems(Purpose.STATUS, "GET", "a records system asks what became of what its agency sent")
def status_by_machine(call: Call, reference: str) -> HttpResponse:
    found = acting.read_status(call.caller, reference, at=call.at)
    if found is None:
        raise Problem("not-there")
    return JsonResponse(_told_of(found))


def _refer(call: Call, key: str, told: Told) -> HttpResponse:
    """In one transaction: what is sealed for partner support stays, whatever else is wrong."""
    sender = Agency.objects.get(pk=call.caller.agency_id)
    scheme = acting.scheme_of(sender)
    if scheme is None:
        raise Problem("on-hold", NO_SCHEME)
    digest = fingerprint(bodies.as_one_text(told))
    held = once.claim(call.caller, key, digest, at=call.at)
    if held.reference:
        return _created(held.reference, bytes(held.answer))
    acting.refuse_on_hold(scheme, sender, at=call.at)
    wrong = _seal(call, held, scheme, told)
    form, wrong_too = referral_of(told, door_of(sender), scheme=scheme, now=call.at)
    if wrong or wrong_too:
        return Problem("not-valid", wrong=wrong_too | wrong).response
    try:
        return _send(call, held, scheme, sender, form, digest)
    except NobodyElse as reason:
        return Problem("not-valid", wrong={"/employer": [str(reason)]}).response


def _seal(call: Call, held: KeyedRequest, scheme: Scheme, told: Told) -> Wrong:
    """What is wrong with the section, which leaves what was told either way."""
    if SECTION not in told:
        return {}
    section = told.pop(SECTION)
    form, wrong = section_of(section, acting.section_of(scheme), scheme=scheme)
    if form is not None and not wrong:
        digest = fingerprint(bodies.as_one_text(section))
        acting.seal(call.caller, held, scheme, form.cleaned_data, digest=digest, at=call.at)
    return wrong


def _send(
    call: Call, held: KeyedRequest, scheme: Scheme, sender: Agency, form: Any, digest: str
) -> HttpResponse:
    """Raises NobodyElse."""
    status = acting.refer_by_machine(
        call.caller,
        held,
        scheme,
        sender,
        person=form.person,
        details=form.details,
        beside=form.beside,
        source=door_of(sender).source,
        at=call.at,
    )
    answer = JsonResponse(_told_of(status)).content
    once.note(call.caller, held, digest=digest, reference=status.reference, answer=answer)
    return _created(status.reference, answer)


def _created(reference: str, answer: bytes) -> HttpResponse:
    where = reverse("referrals:status_by_machine", args=[reference])
    return HttpResponse(answer, "application/json", 201, headers={"Location": where})


def _told_of(status: ReferralStatus) -> dict[str, str]:
    """The handle, the word and the day: all that the sender may ever see."""
    return {
        "reference": status.reference,
        "word": status.word,
        "meaning": str(ReferralStatus.Word(status.word).label),
        "changed_on": status.changed_on.isoformat(),
    }


def _key(call: Call) -> str:
    key = call.request.headers.get("Idempotency-Key", "").strip()
    if not key:
        raise Problem("no-key")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Problem("bad-request", f"An Idempotency-Key has up to {LONGEST_KEY} printed ASCII characters.")
    return key
