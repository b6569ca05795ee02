"""Safeguarding referrals of a case: made, chased, answered."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import moment
from referrals import on_file
from referrals.actions import safeguarding as acting
from referrals.forms.on_file.safeguarding import AnswerSafeguarding, RecordSafeguarding
from referrals.models import SafeguardingReferral
from referrals.rules.clocks import standing
from referrals.views.lists import TONES
from referrals.views.on_file.page import Entry, Opened, one_of


REFER = Permission.SAFEGUARDING_REFER
REFERRAL = DRAFT_FORMS.add(
    DraftForm("safeguarding", "Safeguarding referral", "referrals:safeguarding", REFER)
)
ANSWER = DRAFT_FORMS.add(
    DraftForm(
        "safeguarding-answer", "Answer to a safeguarding referral", "referrals:answer_safeguarding", REFER
    )
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REFER)
def safeguarding(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, REFERRAL)
    form = RecordSafeguarding(opened.writing.typed, initial=_council(opened), now=opened.now)

    def act() -> str:
        acting.refer(opened.case, form.cleaned_data, by=request.hat, at=opened.now)
        return opened.done("Recorded. It is chased until they say that they have it.")

    found = on_file.safeguarding(request.hat, opened.case)
    return opened.answer(form, act, "safeguarding", entries=[_entry(each, opened) for each in found])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REFER)
def answer_safeguarding(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, ANSWER)
    found = [each for each in on_file.safeguarding(request.hat, opened.case) if not each.outcome]
    choices = one_of(found, opened.asked_about(), _in_a_line)
    made_at = {str(each.pk): each.made_at for each in found}
    form = AnswerSafeguarding(opened.writing.typed, choices=choices, made_at=made_at, now=opened.now)

    def act() -> str:
        which = uuid.UUID(form.cleaned_data["which"])
        acting.answer(opened.case, which, form.values, by=request.hat, at=opened.now)
        return opened.done("Answer recorded.")

    return opened.answer(form, act, "answer_safeguarding", choices=choices)


def _council(opened: Opened) -> dict[str, str]:
    """Of the children on the case, whose social worker's council is known: it is the one to tell."""
    known = on_file.children(opened.request.hat, opened.case).filter(ended_at__isnull=True)
    return {"authority": next((each.authority for each in known if each.authority), "")}


def _in_a_line(made: SafeguardingReferral) -> str:
    return f"{made.get_service_display()}, {made.authority}, {moment(made.made_at)}"


def _entry(made: SafeguardingReferral, opened: Opened) -> Entry:
    said = (
        [f"They have it: {made.acknowledged_by}, {moment(made.acknowledged_at)}"]
        if made.acknowledged_at
        else []
    )
    if made.outcome:
        said += [f"{made.get_outcome_display()}, {moment(made.outcome_at)}", made.outcome_words]
    tag, colour = _standing(made, opened)
    link = opened.link("answer_safeguarding", which=made.pk)
    reference = f". Their reference: {made.reference}" if made.reference else ""
    return Entry(
        f"{made.get_service_display()}, {made.authority}",
        f"{made.get_way_display()}, {moment(made.made_at)}, {made.by.full_name}{reference}",
        made.reasons,
        tag=tag,
        colour=colour,
        remark="\n".join(filter(None, said)),
        links=() if made.outcome else (("Record their answer", link),),
    )


def _standing(made: SafeguardingReferral, opened: Opened) -> tuple[str, str]:
    if made.is_waiting:
        found = standing(made.due_at, opened.now, opened.case.provider_agency.nation)
        return f"No answer. {found.words}", TONES[found.tone]
    return ("Over", "grey") if made.outcome else ("They have it", "blue")
