"""Nothing typed is lost, and nothing is sent twice.

A form that keeps drafts renders three hidden fields: `draft` (a key made when the page was drawn),
`draft_form` (which form) and `draft_subject` (what it is about, where it is about something). What is
typed is saved under that key; sending uses the same key, once.
"""

import datetime as dt
import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import QueryDict

from chrysalis.access.context import as_system
from chrysalis.access.hat import Hat
from chrysalis.drafts.forms import DRAFT_FORMS, NEVER, DraftForm
from chrysalis.drafts.models import DRAFTS, FORM_KEYS, SWEEPERS, Sent, Unsent
from chrysalis.drafts.sealing import seal


LARGEST = 200_000  # characters: far beyond any form, short of a nuisance
DAYS = 30  # that a draft nobody touches, and the key of a sent form, are kept
NOT_KEPT = {"csrfmiddlewaretoken", "draft", "draft_form", "draft_subject", "next"}


class NotKept(Exception):
    """This cannot be kept as a draft: no such form, no key, or far too long."""


def keep(post: QueryDict, *, by: Hat, at: dt.datetime) -> Unsent:
    """Save what is typed so far under its key, over what was saved before. Raises NotKept."""
    key, form, subject_id = _named(post)
    typed = seal(_typed(post))
    with transaction.atomic():
        if _sent(by).filter(worker_id=by.worker_id, key=key).exists():
            raise NotKept("This form was sent already.")
        draft = _held(key, by=by)
        if draft is None:
            begun = _begin(key, form, subject_id, typed, by=by, at=at)
            if begun:
                return begun
            draft = _held(key, by=by)
        if draft is None or draft.worker_id != by.worker_id or draft.ended_at:
            raise NotKept("This draft is not yours, or not open.")
        draft.sealed, draft.saved_at, draft.sweep_after = typed, at, _later(at)
        draft.save(update_fields=["sealed", "saved_at", "sweep_after"])
        return draft


def _drafts(by: Hat) -> QuerySet[Unsent]:
    """Those of the side that the hat works on, and never the other's."""
    return DRAFTS[by.side]._default_manager.all()


def _sent(by: Hat) -> QuerySet[Sent]:
    return FORM_KEYS[by.side]._default_manager.all()


def _held(key: uuid.UUID, *, by: Hat) -> Unsent | None:
    return _drafts(by).select_for_update().filter(pk=key).first()


def _begin(
    key: uuid.UUID,
    form: str,
    subject_id: uuid.UUID | None,
    typed: bytes,
    *,
    by: Hat,
    at: dt.datetime,
) -> Unsent | None:
    """None when it is there by now: a page saves itself just as its button to save is pressed."""
    draft = DRAFTS[by.side](
        worker_id=by.worker_id,
        form=form,
        subject_id=subject_id,
        sealed=typed,
        began_at=at,
        saved_at=at,
        sweep_after=_later(at),
    )
    draft.pk = key
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return None
    return draft


def _later(at: dt.datetime) -> dt.datetime:
    return at + dt.timedelta(days=DAYS)


def _named(post: QueryDict) -> tuple[uuid.UUID, str, uuid.UUID | None]:
    form, subject = post.get("draft_form", ""), post.get("draft_subject", "")
    if form not in DRAFT_FORMS:
        raise NotKept("There is no such form.")
    try:
        return uuid.UUID(post.get("draft", "")), form, uuid.UUID(subject) if subject else None
    except ValueError:
        raise NotKept("The form has no key.") from None


def _typed(post: QueryDict) -> str:
    kept = post.copy()
    for name in list(kept):
        if name in NOT_KEPT or "password" in name or name.startswith(NEVER):
            del kept[name]
    text = kept.urlencode()
    if len(text) > LARGEST:
        raise NotKept("This is longer than can be kept.")
    return text


def rescue(post: QueryDict, *, by: Hat, at: dt.datetime) -> Unsent | None:
    """Keep what was sent just after a time-out, so that signing in again returns to those words."""
    try:
        return keep(post, by=by, at=at)
    except NotKept:
        return None


def discard(draft: Unsent, *, by: Hat, at: dt.datetime) -> None:
    """Empty it now; the row goes with the next sweep."""
    end(draft.pk, by=by, at=at)


def end(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> None:
    _end(_drafts(by).filter(pk=key, worker_id=by.worker_id), at)


def end_all(form: DraftForm, subject_id: uuid.UUID, *, by: Hat, at: dt.datetime) -> None:
    """Everything the worker began in this form about this one thing, under whichever key: for a form whose
    subject has one answer, which has just been given. A colleague's stays theirs."""
    begun = _drafts(by).filter(form=form.slug, subject_id=subject_id, worker_id=by.worker_id)
    _end(begun.filter(ended_at__isnull=True), at)


def _end(drafts: QuerySet[Unsent], at: dt.datetime) -> None:
    drafts.update(sealed=b"", ended_at=at, sweep_after=at)


def send_once(key: uuid.UUID, act: Callable[[], str], *, by: Hat, at: dt.datetime) -> str:
    """Do `act` the first time this form is sent, and return the page it leads to; then only the page.

    Twenty copies at once wait for the first and get its page. If `act` raises, the key stays unused.
    """
    with transaction.atomic():
        sent = _claim(key, by=by, at=at)
        if sent.outcome:
            return sent.outcome
        sent.outcome = act()
        sent.save(update_fields=["outcome"])
        end(key, by=by, at=at)
        return sent.outcome


def _claim(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> Sent:
    try:
        with transaction.atomic():
            return _sent(by).create(worker_id=by.worker_id, key=key, sent_at=at, sweep_after=_later(at))
    except IntegrityError:
        return _sent(by).get(worker_id=by.worker_id, key=key)


def sweep() -> None:
    """Drop drafts that ended or that nobody touched, and keys nobody will send again."""
    for side, sweeper in SWEEPERS.items():
        with as_system(sweeper):
            # All that this persona can see, which is what is due.
            DRAFTS[side]._default_manager.all().delete()
            FORM_KEYS[side]._default_manager.all().delete()
