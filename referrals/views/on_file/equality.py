"""The equality questions, asked on a case: added to the counts, and shown to nobody."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from referrals.actions.equality import record_equality
from referrals.forms.equality import RecordEquality, answers_of
from referrals.views.on_file.page import Opened


RECORD = Permission.EQUALITY_RECORD
EQUALITY = DRAFT_FORMS.add(DraftForm("equality", "Equality questions", "referrals:equality", RECORD))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def equality(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, EQUALITY)
    form = RecordEquality(opened.writing.typed, age_path=opened.case.client.age_path)

    def act() -> str:
        given = form.cleaned_data
        answers = answers_of(given, told_by=given["told_by"], at=opened.now)
        record_equality(opened.case, answers, by=request.hat, at=opened.now)
        return opened.done("Counted.")

    return opened.answer(form, act, "equality")
