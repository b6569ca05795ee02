"""Notes of a case: written, added to, marked as wrong."""

import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import moment
from referrals import on_file
from referrals.actions import noting
from referrals.forms.on_file.notes import MarkWrong, WriteNote
from referrals.models import Note
from referrals.views.on_file.page import Entry, Opened, one_of


WRITE = Permission.NOTE_WRITE
NOTE = DRAFT_FORMS.add(DraftForm("note", "Note", "referrals:notes", WRITE))
WRONG = DRAFT_FORMS.add(DraftForm("note-wrong", "Wrong note", "referrals:mark_wrong", WRITE))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def notes(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, NOTE)
    found = on_file.threads(on_file.notes(request.hat, opened.case))
    first = _named(opened, [note for note, _ in found])
    form = WriteNote(opened.writing.typed, initial={"adds_to": first and first.pk}, now=opened.now)

    def act() -> str:
        given = form.cleaned_data | {"adds_to": first}
        noting.write_note(opened.case, **given, by=request.hat, at=opened.now)
        return opened.done("Added below the note." if first else "Note written.")

    entries = [entry_of(note, below, opened) for note, below in found]
    return opened.answer(form, act, "notes", entries=entries, first=first and entry_of(first, [], opened))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def mark_wrong(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, WRONG)
    stands = [note for note in on_file.notes(request.hat, opened.case) if not note.is_wrong]
    choices = one_of(stands, opened.asked_about(), _in_a_line)
    form = MarkWrong(opened.writing.typed, choices=choices)

    def act() -> str:
        which = uuid.UUID(form.cleaned_data["which"])
        noting.mark_wrong(
            opened.case, which, because=form.cleaned_data["because"], by=request.hat, at=opened.now
        )
        return opened.done("Marked as wrong. Its words stay below the reason.")

    return opened.answer(form, act, "mark_wrong", choices=choices)


def _named(opened: Opened, found: list[Note]) -> Note | None:
    """The note that is added to, if one was named. Raises Http404 for one that is not of this case."""
    named = opened.named("adds_to")
    if not named:
        return None
    first = next((note for note in found if str(note.pk) == named), None)
    if first is None:
        raise Http404
    return first


def _in_a_line(note: Note) -> str:
    words = note.words if len(note.words) < 80 else f"{note.words[:80]}…"
    return f"{moment(note.happened_at)}, {note.by.full_name}: {words}"


def entry_of(note: Note, below: list[Note], opened: Opened) -> Entry:
    """A note as its page shows it, with what was added below."""
    links: tuple[tuple[str, str], ...] = ()
    if note.adds_to_id is None:
        links += (("Add to this note", opened.link("notes", adds_to=note.pk)),)
    if not note.is_wrong:
        links += (("Mark as wrong", opened.link("mark_wrong", which=note.pk)),)
    return Entry(
        title_of(note),
        f"{moment(note.happened_at)}, {note.by.full_name}",
        "" if note.is_wrong else note.words,
        tag="Wrong" if note.is_wrong else "",
        colour="red",
        remark=wrong_because(note),
        was=note.words if note.is_wrong else "",
        links=links,
        below=tuple(entry_of(each, [], opened) for each in below),
    )


def title_of(note: Note) -> str:
    titles = {"fact": "Fact", "reported": f"Reported by {note.said_by}", "opinion": "Opinion"}
    return titles[note.kind] if note.adds_to_id is None else f"Added: {titles[note.kind].lower()}"


def wrong_because(note: Note) -> str:
    if note.wrong_at is None or note.wrong_by is None:
        return ""
    return f"Marked as wrong by {note.wrong_by.full_name}, {moment(note.wrong_at)}: {note.wrong_because}"
