"""The inbox: what came in and by when it wants an answer; one referral; taking it, or not."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions import asking_sender, pausing, triage
from referrals.actions.pathways import NotReady
from referrals.actions.reading import open_referral, read
from referrals.forms.triage import Ask, Redirect, Refuse, Resume
from referrals.models import Case, Referral, Source
from referrals.recognising import may_be_known
from referrals.views import cards, in_own_words, lists
from referrals.views.documents import entries_of_referral
from referrals.views.known_people import chosen, known_people
from referrals.views.of_force import outlasting
from referrals.views.opening import referral_or_404
from referrals.views.pathways import of_path
from referrals.views.sending import send
from referrals.workflow import REFERRAL


P = Permission
JOINED = "Case opened for somebody known. It says what the referral says; the case before stays as it is."
ASK = DRAFT_FORMS.add(DraftForm("ask", "Question to a sender", "referrals:ask", P.REFERRAL_ASK))
RESUME = DRAFT_FORMS.add(DraftForm("resume", "Answer by telephone", "referrals:resume", P.REFERRAL_RESUME))
REDIRECT = DRAFT_FORMS.add(DraftForm("redirect", "Sending on", "referrals:redirect", P.REFERRAL_REDIRECT))
REFUSE = DRAFT_FORMS.add(DraftForm("refuse", "Refusal", "referrals:refuse", P.REFERRAL_REFUSE))


@require_safe
@requires(P.REFERRAL_VIEW)
def inbox(request: Request) -> HttpResponse:
    now = timezone.now()
    listing = lists.Inbox(request, queries.inbox(request.hat))
    listing.known = may_be_known(request.hat, listing.page.rows)
    waiting = list(queries.handovers_waiting(request.hat)[: lists.MOST_HANDOVERS])
    shown = [row.pk for row in listing.page.rows] + [handover.pk for handover in waiting]
    read(shown, by=request.hat, at=now)
    page = {
        "listing": listing,
        "handovers": lists.rows_of_handovers(waiting),
        "handover_headings": lists.HANDOVER_HEADINGS,
    }
    return render(request, "referrals/inbox.html", page)


@require_safe
@requires(P.REFERRAL_VIEW)
def referral(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = open_referral(referral_or_404(request, key, now), by=request.hat, at=now)
    may = REFERRAL.open_to(found, by=request.hat)
    of_force = queries.of_force(request.hat, found.pk) if found.source == Source.POLICE else None
    page = (
        _header(found, now)
        | {
            "case": queries.case_of(request.hat, found),
            "questions": cards.rows_of_questions(queries.questions_about(request.hat, found)),
            "pauses": cards.rows_of_pauses(queries.pauses(request.hat, found)),
            "is_paused": pausing.is_paused(found, now),
            "documents": entries_of_referral(request.hat, found),
            "decision": cards.rows_of_decision(queries.decision_on(request.hat, found)),
            "cards": cards.cards_of_referral(
                found,
                of_force,
                queries.told_by(request.hat, found),
                queries.circumstances_of(request.hat, found) if found.has_sender else None,
            ),
            "urgency": in_own_words.urgency(found.self_referral) if found.source == Source.SELF else "",
            "outlasting": outlasting(request.hat, found, timezone.localdate(now)),
            "may": may,
        }
        | of_path(request.hat, found)
    )
    if "accept" in may:
        page |= known_people(request, found, now)
    return render(request, "referrals/referral.html", page)


@require_POST
@requires(P.REFERRAL_ACCEPT)
def accept(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found, same_as = referral_or_404(request, key, now), chosen(request, "same_as")
    try:
        if "same_as" in request.POST and not isinstance(same_as, Case):
            raise triage.CannotBeTheSame
        case = triage.accept(found, same_as=same_as, by=request.hat, at=now)
    except NotNow as reason:
        messages.info(request, f"Somebody was before you. {reason}")
        return redirect("referrals:referral", found.pk)
    except (triage.CannotBeTheSame, NotReady) as reason:
        messages.error(request, str(reason))
        return redirect("referrals:referral", found.pk)
    messages.success(request, JOINED if same_as else "Case opened. The next step is first contact.")
    return redirect("referrals:case", case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REFERRAL_ASK)
def ask(request: Request, key: uuid.UUID) -> HttpResponse:
    return decide(
        request,
        key,
        ASK,
        lambda typed, found: Ask(typed),
        asking_sender.ask,
        said="Asked. The clock stands still until the sender answers.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REFERRAL_RESUME)
def resume(request: Request, key: uuid.UUID) -> HttpResponse:
    return decide(
        request,
        key,
        RESUME,
        lambda typed, found: Resume(typed),
        asking_sender.resume,
        said="Recorded. The clock runs again.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REFERRAL_REDIRECT)
def redirect_referral(request: Request, key: uuid.UUID) -> HttpResponse:
    def form(typed: Any, found: Referral) -> Form:
        words = queries.refusal_words(request.hat, found.scheme)
        return Redirect(typed, words=words, services=queries.next_services(request.hat, found.scheme))

    said = "Sent on. Tell the other service yourself: nothing was sent from here."
    return decide(request, key, REDIRECT, form, triage.redirect, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REFERRAL_REFUSE)
def refuse(request: Request, key: uuid.UUID) -> HttpResponse:
    return decide(
        request,
        key,
        REFUSE,
        lambda typed, found: Refuse(typed, words=queries.refusal_words(request.hat, found.scheme)),
        triage.refuse,
        said="Recorded. It stands below.",
    )


def decide(
    request: Request,
    key: uuid.UUID,
    draft: DraftForm,
    form_for: Callable[[Any, Referral], Form],
    action: Callable[..., object],
    *,
    said: str,
) -> HttpResponse:
    """The page of one decision, named as its form is, where it can be made now; else the referral itself."""
    now = timezone.now()
    found = open_referral(referral_or_404(request, key, now), by=request.hat, at=now)
    if draft.slug not in REFERRAL.open_to(found, by=request.hat) and request.method != "POST":
        messages.info(request, f"This referral is {found.get_state_display().lower()}.")
        return redirect("referrals:referral", found.pk)
    writing = Writing.begin(request, draft, found.pk)
    form = form_for(writing.typed, found)

    def act() -> str:
        action(found, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, said)
        return reverse("referrals:referral", args=[found.pk])

    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, f"referrals/{draft.slug}.html", page)


def _header(found: Referral, now: dt.datetime) -> dict[str, Any]:
    return {"referral": found, "facts": cards.facts_of_referral(found, now)}
