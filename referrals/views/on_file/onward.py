"""Help beside the programme: to whom the person was sent on, and what came of it."""

import datetime as dt
import uuid

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import day
from referrals import on_file
from referrals.actions import sending_on
from referrals.forms.on_file.onward import AnswerOnward, RecordOnward
from referrals.models import OnwardReferral
from referrals.views.on_file.page import Entry, Opened, one_of
from referrals.views.on_file.standing import stands_of


REFER = Permission.ONWARD_REFER
REFERRAL = DRAFT_FORMS.add(DraftForm("onward", "Onward referral", "referrals:onward", REFER))
ANSWER = DRAFT_FORMS.add(
    DraftForm("onward-answer", "Answer to an onward referral", "referrals:answer_onward", REFER)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REFER)
def onward(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, REFERRAL)
    form = RecordOnward(opened.writing.typed, initial=_days(opened))

    def act() -> str:
        sending_on.refer_on(opened.case, form.cleaned_data, by=request.hat, at=opened.now)
        return opened.done("Recorded.")

    found = on_file.onward(request.hat, opened.case)
    return opened.answer(form, act, "onward", entries=[_entry(each, opened) for each in found])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REFER)
def answer_onward(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, ANSWER)
    found = [each for each in on_file.onward(request.hat, opened.case) if not each.outcome]
    choices = one_of(
        found, opened.asked_about(), lambda each: f"{each.get_service_display()}, {each.to_whom}"
    )
    form = AnswerOnward(opened.writing.typed, choices=choices)

    def act() -> str:
        which = uuid.UUID(form.cleaned_data["which"])
        sending_on.answer_onward(opened.case, which, form.values, by=request.hat, at=opened.now)
        return opened.done("Answer recorded.")

    return opened.answer(form, act, "answer_onward", choices=choices)


def _days(opened: Opened) -> dict[str, PartialDate]:
    """Sent today; asked after in so many days as the scheme says."""
    today = timezone.localdate(opened.now)
    ask_on = today + dt.timedelta(days=opened.case.scheme.onward_days)
    return {"sent_on": PartialDate.of(today), "ask_on": PartialDate.of(ask_on)}


def _entry(made: OnwardReferral, opened: Opened) -> Entry:
    at = f", {made.reached_at}" if made.reached_at else ""
    answer = (("Record what came of it", opened.link("answer_onward", which=made.pk)),)
    is_late = made.ask_on is not None and made.ask_on < timezone.localdate(opened.now)
    return Entry(
        f"{made.get_service_display()}: {made.to_whom}{at}",
        f"Sent on {day(made.sent_on)} by {made.by.full_name}. {made.get_agreed_display()}",
        made.words,
        tag="Over" if made.outcome else "Ask again" if is_late else "Goes on",
        colour="grey" if made.outcome else "red" if is_late else "blue",
        remark=stands_of(made),
        links=() if made.outcome else answer,
    )
