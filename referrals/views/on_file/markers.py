"""What staff have to be ready for: told, confirmed, ended."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import day, moment
from referrals import on_file
from referrals.actions import being_ready
from referrals.forms.on_file.markers import YES, AnswerMarker, TellMarker
from referrals.models import StaffMarker
from referrals.views.on_file.page import Entry, Opened, one_of


RECORD = Permission.MARKER_RECORD
MARKER = DRAFT_FORMS.add(DraftForm("marker", "What to be ready for", "referrals:be_ready", RECORD))
ANSWER = DRAFT_FORMS.add(DraftForm("marker-answer", "Whether it is so", "referrals:answer_marker", RECORD))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def be_ready(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, MARKER)
    form = TellMarker(opened.writing.typed)

    def act() -> str:
        being_ready.tell_marker(opened.case, **form.cleaned_data, by=request.hat, at=opened.now)
        return opened.done("Recorded. It stands at the top of every page of the case.")

    entries = [_entry(each, opened) for each in on_file.markers(request.hat, opened.case)]
    return opened.answer(form, act, "be_ready", entries=entries)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def answer_marker(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, ANSWER)
    standing = on_file.markers(request.hat, opened.case).filter(ended_at__isnull=True)
    choices = one_of(standing, opened.asked_about(), lambda each: each.in_short)
    form = AnswerMarker(opened.writing.typed, choices=choices)

    def act() -> str:
        given = form.cleaned_data
        said = {"is_so": given["is_so"] == YES, "words": given["words"]}
        which = uuid.UUID(given["which"])
        being_ready.answer_marker(opened.case, which, **said, by=request.hat, at=opened.now)
        return opened.done("Recorded.")

    return opened.answer(form, act, "answer_marker", choices=choices)


def _entry(marker: StaffMarker, opened: Opened) -> Entry:
    about, said = f"Told by {marker.told_by}, {day(marker.told_on)}", []
    if marker.confirmed_by:
        who = f"{marker.confirmed_by.full_name}, {moment(marker.confirmed_at)}"
        said.append(f"Confirmed by {who}: {marker.confirmed_words}")
    if marker.ended_by:
        said.append(
            f"Ended by {marker.ended_by.full_name}, {moment(marker.ended_at)}: {marker.ended_because}"
        )
        return Entry(marker.get_kind_display(), about, tag="Over", remark="\n".join(said))
    tag, colour = ("Confirmed", "red") if marker.confirmed_at else ("Not confirmed", "yellow")
    links = (("Say whether it is so", opened.link("answer_marker", which=marker.pk)),)
    return Entry(
        marker.get_kind_display(), about, tag=tag, colour=colour, remark="\n".join(said), links=links
    )
