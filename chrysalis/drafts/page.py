"""A form that keeps drafts, as a view meets it.

    writing = Writing.begin(request, CUSTODY)
    form = Custody(writing.typed, …)
    if writing.is_sent and form.is_valid():
        return redirect(send_once(writing.key, …))
    return render(request, …, {"form": writing.fresh(form), "writing": writing})

The template includes `drafts/fields.html`, which renders the hidden fields and the button that saves
without script.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from chrysalis.access.http import Request
from chrysalis.drafts import queries
from chrysalis.drafts.forms import DraftForm
from chrysalis.ui.forms import forget_errors


@dataclass(frozen=True)
class Writing:
    form: DraftForm
    key: uuid.UUID
    typed: QueryDict | None
    is_sent: bool
    subject_id: uuid.UUID | None = None
    begun: Sequence[queries.Unfinished] = ()  # what waits to be gone on with, when an empty page is asked for

    @classmethod
    def begin(cls, request: Request, form: DraftForm, subject_id: uuid.UUID | None = None) -> "Writing":
        """What was posted; else the draft that the address names; else an empty page with a new key."""
        unsaved = getattr(request, "unsaved", None)
        if unsaved is not None:  # nothing can be saved now (chrysalis/standstill): back as it came
            request.unsaved_is_shown = True  # type: ignore[attr-defined]
            return cls(form, read_key(unsaved.get("draft")), unsaved, False, subject_id)
        if request.method == "POST":
            return cls(form, read_key(request.POST.get("draft")), request.POST, True, subject_id)
        named = request.GET.get("draft", "")
        typed = queries.typed(request.hat, form.slug, named) if named else None
        begun = queries.begun(request.hat, form, subject_id) if typed is None else ()
        stays = typed is not None or queries.is_unused(request.hat, named)
        return cls(form, read_key(named if stays else None), typed, False, subject_id, begun)

    def fresh(self, form: forms.Form) -> forms.Form:
        """The form to show: what a draft holds comes back without anybody being told off for it."""
        if not self.is_sent:
            forget_errors(form)
        return form

    @property
    def is_draft(self) -> bool:
        return self.typed is not None and not self.is_sent

    @property
    def save_url(self) -> str:
        return reverse("drafts:save")


def sent_before(request: Request, writing: Writing) -> HttpResponse | None:
    """To the page that this form led to, where it was sent already; None where it was not.

    For what stands in the way of a second copy alone: on it the place that was just taken is no choice
    any more, and nobody who pressed twice is to read that they did something wrong.
    """
    outcome = queries.led_to(request.hat, writing.key) if writing.is_sent else ""
    return redirect(outcome) if outcome else None


def read_key(text: str | None) -> uuid.UUID:
    """The key that a page was drawn with; a new one where there is none."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()
