"""Documents of a case: those that came with its referral, those that were added; adding one; opening one."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis import uploads
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.attachments.cards import about, colour, taken
from chrysalis.attachments.forms import Attach
from chrysalis.attachments.models import Attachment
from chrysalis.attachments.serving import handed_out
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import moment
from referrals import documents as reading
from referrals.actions import attaching
from referrals.actions.reading import open_beside, open_referral
from referrals.gates.partner_documents import receiver_in
from referrals.models import Case, Referral
from referrals.views.on_file.page import Entry, Opened
from referrals.views.opening import case_or_404, referral_or_404


ADD = Permission.DOCUMENT_ADD
DOCUMENT = DRAFT_FORMS.add(DraftForm("document", "Document", "referrals:documents", ADD))
uploads.TAKES["referrals:documents"] = settings.ATTACHMENT_MEGABYTES * 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ADD)
def documents(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, DOCUMENT)
    open_beside(opened.case, by=request.hat, at=opened.now)
    entries = _entries(request.hat, opened.case)
    receiver = receiver_in(opened.case.scheme)
    form = Attach(
        request,
        is_sent=opened.writing.is_sent,
        is_received=receiver is not None,
        is_full=len(entries) >= settings.ATTACHMENTS_MOST,
    )

    def act() -> str:
        if form.is_harmed and receiver:
            told = form.told | {"about": opened.case.person_name, "scheme": opened.case.scheme}
            receiver.take(**told, came_with=_form_of(opened.case), by=request.hat, at=opened.now)
        else:
            attaching.add_to_case(opened.case, **form.told, by=request.hat, at=opened.now)
        messages.success(request, taken(opened.now))
        return reverse("referrals:documents", args=[opened.case.pk])

    return opened.answer(form, act, "documents", entries=entries)


def _form_of(case: Case) -> uuid.UUID | None:
    """By it a link worker learns with which referral the slip came."""
    return case.referral.sent_as if case.referral else None


@require_safe
@requires(Permission.CASE_VIEW)
def case_document(request: Request, key: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    case = case_or_404(request, key, now)
    found = get_visible_or_404(request.hat, reading.of_case(request.hat, case), pk=document)
    response = handed_out(found)
    attaching.read_of_case(case, by=request.hat, at=now)
    return response


@require_safe
@requires(Permission.REFERRAL_VIEW)
def referral_document(request: Request, key: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    referral = open_referral(referral_or_404(request, key, now), by=request.hat, at=now)
    found = get_visible_or_404(request.hat, reading.of_referral(request.hat, referral.pk), pk=document)
    response = handed_out(found)
    attaching.read_of_referral(referral, by=request.hat, at=now)
    return response


def entries_of_referral(hat: Hat, referral: Referral) -> list[Entry]:
    """Of the open referral."""
    return _with_referral(hat, referral.pk)


def _entries(hat: Hat, case: Case) -> list[Entry]:
    came = _with_referral(hat, case.referral_id) if case.referral_id else []
    added = [
        _entry(
            each,
            f"Added by {each.by.full_name}, {moment(timezone.localtime(each.at))}",
            reverse("referrals:case_document", args=[case.pk, each.pk]),
        )
        for each in reading.of_case(hat, case)
    ]
    return [*added, *came]


def _with_referral(hat: Hat, referral_id: uuid.UUID) -> list[Entry]:
    return [
        _entry(
            each,
            f"Came with the referral, from {each.agency.name}",
            reverse("referrals:referral_document", args=[referral_id, each.pk]),
        )
        for each in reading.of_referral(hat, referral_id)
    ]


def _entry(document: Attachment, whence: str, href: str) -> Entry:
    return Entry(
        document.title,
        f"{about(document)}. {whence}",
        tag="" if document.is_clean else document.get_state_display(),
        colour=colour(document),
        remark=document.get_why_display(),
        links=(("Open", href),) if document.is_clean else (),
    )
