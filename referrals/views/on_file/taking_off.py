"""A referral that was kept with a case, and is of somebody else after all: proposed, answered by a second."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import day
from referrals import queries
from referrals.actions import taking_off as acting
from referrals.forms.joining import AGREE
from referrals.forms.on_file.taking_off import AnswerTakingOff, ProposeTakingOff
from referrals.models import Incident, TakingOff
from referrals.views.on_file.page import Opened, one_of
from referrals.views.rows import Row, row, spoken


TAKE_OFF = Permission.REFERRAL_TAKE_OFF
PROPOSAL = DRAFT_FORMS.add(
    DraftForm("taking-off", "Referral of somebody else", "referrals:take_off", TAKE_OFF)
)
ANSWER = DRAFT_FORMS.add(
    DraftForm("taking-off-answer", "Answer as a second person", "referrals:answer_taking_off", TAKE_OFF)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TAKE_OFF)
def take_off(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, PROPOSAL)
    kept = [
        each
        for each in queries.incidents(request.hat, opened.case)
        if each.referral_id and each.taken_off_at is None
    ]
    choices = one_of(kept, opened.asked_about(), _in_a_line)
    form = ProposeTakingOff(opened.writing.typed, choices=choices)

    def act() -> str:
        given = form.cleaned_data
        incident = next(each for each in kept if str(each.pk) == given["which"])
        said = {"goes": given["goes"], "reason": given["reason"]}
        acting.propose(opened.case, incident, **said, by=request.hat, at=opened.now)
        return opened.done("Proposed. It stays with the case until a colleague has read it and agreed.")

    return opened.answer(form, act, "take_off", choices=choices)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TAKE_OFF)
def answer_taking_off(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, ANSWER)
    waits = queries.taking_off_waits(request.hat, opened.case).first()
    is_own = bool(waits and waits.by_id == request.hat.worker_id)
    form = AnswerTakingOff(opened.writing.typed, is_own=is_own)

    def act() -> str:
        if waits is None:
            raise acting.CannotTakeOff("Somebody has answered this already.")
        agrees, remark = form.cleaned_data["decision"] == AGREE, form.cleaned_data["remark"]
        acting.answer(waits, opened.case, agrees=agrees, remark=remark, by=request.hat, at=opened.now)
        return opened.done("Taken off the case." if agrees else "It stays with the case.")

    return opened.answer(form, act, "answer_taking_off", waits=waits, rows=_rows(waits) if waits else [])


def _in_a_line(incident: Incident) -> str:
    return f"{incident.get_kind_display()}, told by {incident.told_by}, {day(incident.told_at)}"


def _rows(waits: TakingOff) -> list[Row]:
    return [
        row("Referral", _in_a_line(waits.incident), waits.incident.account),
        row("Proposed by", waits.by.full_name, spoken(waits.at)),
        row("Why", waits.reason),
        row("Where it goes", waits.get_goes_display()),
    ]
