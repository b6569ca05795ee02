"""Consent to take part, the lawful basis of a case, and the pathway by age: what holds, and what did."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import day, moment
from referrals import on_file
from referrals.actions import consenting, pathways
from referrals.forms.on_file.standing import ChangeBasis, DecidePath, RecordConsent
from referrals.models import BasisChange, ConsentAnswer, PathDecision
from referrals.views.on_file.page import Entry, Opened


RECORD, CHOOSE = Permission.CONSENT_RECORD, Permission.PATHWAY_CHOOSE
CONSENT = DRAFT_FORMS.add(DraftForm("consent", "Consent to take part", "referrals:consent", RECORD))
BASIS = DRAFT_FORMS.add(DraftForm("basis", "Lawful basis", "referrals:basis", RECORD))
PATH = DRAFT_FORMS.add(DraftForm("pathway-decided", "Pathway by age", "referrals:decide_path", CHOOSE))
FOLLOWS = "Recorded. Nothing is closed by it: decide what follows, as this page says."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def consent(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, CONSENT)
    every = list(on_file.consents(request.hat, opened.case))
    was_given = bool(every) and every[0].answer == ConsentAnswer.Answer.YES
    path = opened.case.client.age_path
    form = RecordConsent(opened.writing.typed, age_path=path, was_given=was_given)

    def act() -> str:
        made = consenting.record_consent(opened.case, **form.cleaned_data, by=request.hat, at=opened.now)
        withdrawn = made.answer == ConsentAnswer.Answer.WITHDRAWN
        return opened.done(FOLLOWS if withdrawn else "Recorded.")

    return opened.answer(form, act, "consent", entries=[_of_consent(each) for each in every])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def basis(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, BASIS)
    form = ChangeBasis(opened.writing.typed)

    def act() -> str:
        consenting.change_basis(opened.case, **form.cleaned_data, by=request.hat, at=opened.now)
        return opened.done("Recorded. It holds from now on.")

    entries = [_of_basis(each) for each in on_file.bases(request.hat, opened.case)]
    held = opened.case.get_lawful_basis_display()
    return opened.answer(form, act, "basis", entries=entries, held=held)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHOOSE)
def decide_path(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, PATH)
    form = DecidePath(opened.writing.typed)

    def act() -> str:
        pathways.decide_path(opened.case, **form.cleaned_data, by=request.hat, at=opened.now)
        return opened.done("Recorded. The case goes on as you said.")

    entries = [_of_path(each) for each in on_file.paths(request.hat, opened.case)]
    held = opened.case.client.get_age_path_display()
    return opened.answer(form, act, "decide_path", entries=entries, held=held)


def _of_consent(each: ConsentAnswer) -> Entry:
    about = ". ".join(filter(None, [day(each.given_on), each.get_given_by_display(), each.wording]))
    return Entry(each.get_answer_display(), about, each.why, remark=_by(each))


def _of_basis(each: BasisChange) -> Entry:
    return Entry(each.get_basis_display(), moment(each.at), each.because, remark=_by(each))


def _of_path(each: PathDecision) -> Entry:
    return Entry(each.get_path_display(), moment(each.at), each.because, remark=_by(each))


def _by(each: ConsentAnswer | BasisChange | PathDecision) -> str:
    return f"Recorded by {each.by.full_name}, {moment(each.at)}"
