"""How the pages of what is written on a case go: a short form, and beside it what is there already."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.drafts.forms import DraftForm
from chrysalis.drafts.page import Writing, sent_before
from referrals.models import Case
from referrals.views import cards
from referrals.views.opening import case_or_404
from referrals.views.sending import send


@dataclass(frozen=True)
class Entry:
    """One thing that is there, as its page lists it."""

    title: str
    about: str  # when, and by whom
    words: str = ""
    tag: str = ""
    colour: str = "grey"
    remark: str = ""
    was: str = ""  # what it said before it was marked as wrong
    links: tuple[tuple[str, str], ...] = ()
    below: "tuple[Entry, ...]" = ()


@dataclass
class Opened:
    """A case that was opened for one of its pages, and what is being written there."""

    request: Request
    case: Case
    writing: Writing
    now: dt.datetime

    @classmethod
    def begin(cls, request: Request, key: uuid.UUID, form: DraftForm) -> "Opened":
        now = timezone.now()
        case = case_or_404(request, key, now)
        return cls(request, case, Writing.begin(request, form, case.pk), now)

    def named(self, name: str = "which") -> str:
        """What the form is about: as it was typed, or as the address says."""
        return (self.writing.typed or self.request.GET).get(name, "")

    def asked_about(self) -> str:
        """What the address says that an empty form is about; of one begun before, it may be settled."""
        return "" if self.writing.typed is not None else self.named()

    def link(self, name: str, **query: object) -> str:
        to = reverse(f"referrals:{name}", args=[self.case.pk])
        return f"{to}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else to

    def done(self, said: str) -> str:
        messages.success(self.request, said)
        return reverse("referrals:case", args=[self.case.pk])

    def answer(self, form: forms.Form, act: Callable[[], str], template: str, **page: Any) -> HttpResponse:
        """Where the form was sent: to where its action leads. Else the page with it."""
        before = sent_before(self.request, self.writing)  # what was settled by it is no choice any more
        if before:
            return before
        sent = send(self.request, self.writing, form, act, at=self.now)
        if sent:
            return sent
        shown = cards.header_of_case(self.request.hat, self.case, self.now) | page
        shown |= {"form": self.writing.fresh(form), "writing": self.writing}
        return render(self.request, f"referrals/{template}.html", shown)


def one_of(things: Iterable[Any], named: str, says: Callable[[Any], str]) -> Sequence[tuple[str, str]]:
    """What a form may be about, each with its key; that which was named alone. Raises Http404 for a key that
    is not among them."""
    every = [(str(each.pk), says(each)) for each in things]
    if not named:
        return every
    found = [each for each in every if each[0] == named]
    if not found:
        raise Http404
    return found
