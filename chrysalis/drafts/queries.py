from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from chrysalis.access.decide import can, visible
from chrysalis.access.hat import Hat
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.models import DRAFTS, FORM_KEYS, Unsent
from chrysalis.drafts.sealing import unseal


@dataclass(frozen=True)
class Unfinished:
    """A line on the home page: what was begun, when it was last saved, where to go on."""

    draft: Unsent
    title: str
    url: str


def drafts(hat: Hat) -> QuerySet[Unsent]:
    """The worker's own, on the side of the hat: what is written under another hat stays with that one."""
    return visible(hat, DRAFTS[hat.side]._default_manager.all())


def open_ones(hat: Hat) -> QuerySet[Unsent]:
    return drafts(hat).filter(ended_at__isnull=True)


def unfinished(hat: Hat) -> list[Unfinished]:
    """What the worker began and may still send in this role, newest first."""
    newest = open_ones(hat).defer("sealed").order_by("-saved_at")[:20]
    return [_line(draft) for draft in newest if can(hat, DRAFT_FORMS[draft.form].permission)]


def _line(draft: Unsent) -> Unfinished:
    return Unfinished(draft, DRAFT_FORMS[draft.form].title, address(draft))


def address(draft: Unsent) -> str:
    """The page on which its worker goes on with it."""
    return f"{DRAFT_FORMS[draft.form].url(draft.subject_id)}?draft={draft.pk}"


def begun(hat: Hat, form: DraftForm, subject_id: UUID | None) -> list[Unfinished]:
    """What the worker began in this very form, about this very thing, and has not sent."""
    found = open_ones(hat).filter(form=form.slug, subject_id=subject_id)
    return [_line(draft) for draft in found.defer("sealed").order_by("-saved_at")[:5]]


def is_unused(hat: Hat, key: str) -> bool:
    """A page that was drawn with this key, and neither kept nor sent: what comes next may still be it."""
    try:
        found = UUID(key)
    except ValueError:
        return False
    kept = drafts(hat).filter(pk=found).exists()
    sent = visible(hat, FORM_KEYS[hat.side]._default_manager.filter(key=found)).exists()
    return not kept and not sent


def led_to(hat: Hat, key: UUID) -> str:
    """The page that this form led to when the worker sent it; empty before that.

    For forms whose choices are fewer once they are sent: the second press of a button is no mistake.
    """
    sent = visible(hat, FORM_KEYS[hat.side]._default_manager.filter(key=key, worker_id=hat.worker_id))
    return sent.values_list("outcome", flat=True).first() or ""


def typed(hat: Hat, form: str, key: str) -> QueryDict | None:
    """What was typed into this form under this key; None when there is no such draft of this worker."""
    try:
        found = open_ones(hat).filter(form=form, pk=UUID(key)).first()
    except ValueError:
        return None
    return QueryDict(unseal(bytes(found.sealed))) if found else None
