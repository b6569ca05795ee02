"""The pathway by age of somebody who was referred: what is known, choosing it, and what pages say of it."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import moment
from referrals import queries
from referrals.actions.pathways import choose_path as choose
from referrals.actions.pathways import path_by_date
from referrals.actions.reading import open_beside, open_referral
from referrals.forms.young import ChoosePath, known_of, of_young_person
from referrals.models import CHOSEN, WAITING, AgePath, Case, Client, Referral, ResponsibleAdult
from referrals.queries import OfYoung
from referrals.rules.ages import youngest_possible
from referrals.rules.paths import GROWN
from referrals.views import cards
from referrals.views.opening import referral_or_404
from referrals.views.rows import Card, Row, row
from referrals.views.sending import send


PATH = DRAFT_FORMS.add(
    DraftForm("choose-path", "Pathway by age", "referrals:choose_path", Permission.PATHWAY_CHOOSE)
)
TO_DO = {
    AgePath.UNSURE: "The date of birth leaves open how old they are. Choose the pathway before you accept.",
    AgePath.YOUNGER: "Younger than this service takes. Send them on to a service for children.",
    AgePath.YOUNG: "A young person: say who in children’s services knows, and who agrees, before you accept.",
    AgePath.SIXTEEN: "16 or 17: the law of adults applies, and the safeguarding of children with it.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PATHWAY_CHOOSE)
def choose_path(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = open_referral(referral_or_404(request, key, now), by=request.hat, at=now)
    if found.state not in WAITING and request.method != "POST":
        messages.info(request, f"This referral is {found.get_state_display().lower()}.")
        return redirect("referrals:referral", found.pk)
    by_date = path_by_date(found, found.scheme, at=found.received_at)
    writing = Writing.begin(request, PATH, found.pk)
    known = queries.of_young(request.hat, found.pk)
    form = ChoosePath(writing.typed, by_date=by_date, initial=_initial(known, found))

    def act() -> str:
        given = form.cleaned_data
        told = list(of_young_person(given, at=now)) if given["path"] == AgePath.YOUNG else []
        choose(found, path=given["path"], because=given["because"], told=told, by=request.hat, at=now)
        messages.success(request, "Recorded.")
        return reverse("referrals:referral", args=[found.pk])

    page: dict[str, Any] = {"referral": found, "facts": cards.facts_of_referral(found, now)}
    page |= {"form": writing.fresh(form), "writing": writing, "said_safe": _said_safe(known)}
    return send(request, writing, form, act, at=now) or render(request, "referrals/choose_path.html", page)


def _initial(known: OfYoung, referral: Referral) -> dict[str, Any]:
    path = {"path": referral.age_path} if referral.age_path in CHOSEN else {}
    return known_of(known.young, known.adult) | path


def of_path(hat: Hat, referral: Referral) -> dict[str, Any]:
    """What the page of an open referral says of it; nothing of an adult."""
    if referral.age_path == AgePath.ADULT:
        return {"path_to_do": "", "path_card": []}
    known = queries.of_young(hat, referral.pk)
    ready = known.young and known.young.services_worker and known.young.able and known.is_asked
    to_do = "" if referral.age_path == AgePath.YOUNG and ready else TO_DO[AgePath(referral.age_path)]
    return {"path_to_do": to_do, "path_card": [_card(referral.get_age_path_display(), known)]}


def rows_of_path(case: Case, *, by: Hat, at: dt.datetime) -> list[Row]:
    """The same, on the page of an open case; the referral is opened beside it."""
    if case.client.age_path == AgePath.ADULT or case.referral_id is None:
        return []
    open_beside(case, by=by, at=at)
    known = queries.of_young(by, case.referral_id)
    return [*([row("Chosen", _chosen(known))] if known.choice else []), *_of_young(known)]


def grown_up(client: Client, case: Case, now: dt.datetime) -> str:
    """That the date of birth says another pathway than when somebody decided last; empty where it does not.
    Most are adults for good, and of them nothing is read."""
    if client.age_path_by_date == AgePath.ADULT and not _may_be_child(client, timezone.localdate(now)):
        return ""
    says = path_by_date(client, case.scheme, at=now)
    if says == client.age_path_by_date:
        return ""
    said = AgePath(says).label.lower()
    return f"By date of birth: {said}. On the pathway: {client.get_age_path_display().lower()}."


def _may_be_child(client: Client, today: dt.date) -> bool:
    born = client.date_of_birth
    return bool(born) and youngest_possible(PartialDate.read(born), on=today) < GROWN


def _card(path: str, known: OfYoung) -> Card:
    return "Pathway by age", [row("Pathway", path, _chosen(known)), *_of_young(known)]


def _of_young(known: OfYoung) -> list[Row]:
    rows: list[Row] = []
    if young := known.young:
        rows += [
            row("Children’s services", young.services_worker, young.services_reached_at),
            row("Can decide for themselves", young.get_able_display(), young.able_because),
        ]
    if adult := known.adult:
        who = ", ".join(filter(None, [adult.name, adult.get_relation_display()]))
        parental = f"Parental responsibility: {adult.get_has_responsibility_display().lower()}"
        beside = [adult.reached_at, parental if adult.has_responsibility else ""]
        rows += [
            row("Responsible adult", who, ". ".join(filter(None, beside))),
            row("The adult agrees", adult.get_agrees_display(), adult.why),
        ]
    if said := known.said_safe:
        safe = said.get_safe_to_talk_display()
        rows.append(row("Safe to talk to, says the young person", safe, _named(said)))
    return rows


def _said_safe(known: OfYoung) -> str:
    """SAFETY: read before anybody is rung, beside the number that is."""
    if said := known.said_safe:
        safe = said.get_safe_to_talk_display()
        return f"Is it safe to talk to {_named(said)}? The young person said: {safe.lower()}."
    return ""


def _named(adult: ResponsibleAdult) -> str:
    return adult.name or "the adult they told of"


def _chosen(known: OfYoung) -> str:
    choice = known.choice
    who = choice.by.full_name if choice and choice.by else ""
    return f"{choice.because} {who}, {moment(choice.at)}" if choice else ""
