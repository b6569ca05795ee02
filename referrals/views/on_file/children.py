"""Children of a case, as they were given: who, how old, and whom to ring tonight."""

import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import moment
from referrals import on_file
from referrals.actions import children as acting
from referrals.forms.on_file.children import RecordChild
from referrals.models import Child
from referrals.views.on_file.page import Entry, Opened
from referrals.views.on_file.standing import how_old, to_ring


RECORD = Permission.CHILD_RECORD
CHILD = DRAFT_FORMS.add(DraftForm("child", "Child", "referrals:children", RECORD))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def children(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, CHILD)
    every = list(on_file.children(request.hat, opened.case))
    stand = [each for each in every if each.ended_at is None]
    changed = _named(opened, every)
    form = _form(opened, changed, stand)

    def act() -> str:
        return _act(opened, form, changed)

    entries = [_entry(each, opened) for each in [*stand, *(each for each in every if each.ended_at)]]
    return opened.answer(form, act, "children", entries=entries, changed=changed)


def _form(opened: Opened, changed: Child | None, stand: list[Child]) -> RecordChild:
    """Of a further child most often the same social worker: as the newest has it."""
    if opened.writing.typed is not None:
        return RecordChild(opened.writing.typed, is_change=changed is not None)
    if changed:
        return RecordChild.showing(changed)
    same = ("social_worker", "authority", "reached_at", "standing", "told_by") if stand else ()
    return RecordChild(initial={name: getattr(stand[0], name) for name in same})


def _act(opened: Opened, form: RecordChild, changed: Child | None) -> str:
    by, at, given = opened.request.hat, opened.now, form.cleaned_data
    if changed is None:
        acting.record_child(opened.case, form.values, by=by, at=at)
        return opened.done("Child recorded.")
    because = given["because"]
    if given["is_mistake"]:
        acting.take_off(opened.case, changed.pk, because=because, by=by, at=at)
        return opened.done("Taken off the case.")
    acting.change_child(opened.case, changed.pk, form.values, because=because, by=by, at=at)
    return opened.done("Change recorded.")


def _named(opened: Opened, every: list[Child]) -> Child | None:
    """The child that is changed, if one was named; of whom somebody else may have been quicker to tell.
    Raises Http404 for one who is not of this case."""
    named = opened.named("of")
    if not named:
        return None
    found = next((each for each in every if str(each.pk) == named), None)
    if found is None:
        raise Http404
    return found


def _entry(child: Child, opened: Opened) -> Entry:
    about = f"{how_old(child, opened.now)}. Told by: {child.get_told_by_display().lower()}"
    by = f"Recorded by {child.by.full_name}, {moment(child.at)}"
    if child.ended_by:
        ended = f"Put right by {child.ended_by.full_name}, {moment(child.ended_at)}: {child.ended_because}"
        return Entry(child.name, about, to_ring(child), tag="Before", remark=ended)
    change = (("Change, or take off", opened.link("children", of=child.pk)),)
    return Entry(child.name, about, to_ring(child), remark=by, links=change)
