"""Groups: the list, one of them with its people and dates, setting one up, and who goes where."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.decide import can
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission as P
from chrysalis.agencies.models import Agency
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing, sent_before
from chrysalis.ui.conflict import NONE, Difference
from chrysalis.versions import Conflict
from chrysalis.workflow import NotNow
from interventions import attending
from interventions.actions import deciding, ending, grouping
from interventions.courses import courses_of
from interventions.forms.group import BeginGroup, ChooseGroup, Dates, Lead
from interventions.models import Enrolment, GroupFacilitator, ProgrammeGroup
from interventions.rules.naming import names_on_screen
from interventions.rules.schedule import NoDayLeft, NoSuchTime
from interventions.views import cells, lists_of_sessions, strips
from referrals.actions.reading import read


NEW = DRAFT_FORMS.add(DraftForm("group", "New group", "interventions:begin_group", P.GROUP_EDIT))
DATES = DRAFT_FORMS.add(DraftForm("group-dates", "More sessions", "interventions:add_sessions", P.GROUP_EDIT))
LEAD = DRAFT_FORMS.add(DraftForm("group-leaders", "Who leads a group", "interventions:lead", P.GROUP_EDIT))
PLACE = DRAFT_FORMS.add(
    DraftForm("place-group", "Choice of group", "interventions:choose_group", P.GROUP_EDIT)
)

REFUSALS = (
    deciding.Decided,
    ending.NotComplete,
    grouping.NoRoom,
    grouping.Twice,
    NoDayLeft,
    NoSuchTime,
    NotNow,
)
FIELDS = {NoSuchTime: "meets_at", NoDayLeft: "break_until"}


def send(
    request: Request, writing: Writing, form: forms.Form, act: Callable[[], str], *, at: dt.datetime
) -> HttpResponse | None:
    """Act once, and go to the page that `act` names. None while the form has to be shown instead, with the
    reason where it was refused."""
    if not (writing.is_sent and form.is_valid()):
        return sent_before(request, writing)
    try:
        return redirect(send_once(writing.key, act, by=request.hat, at=at))
    except REFUSALS as reason:
        field = FIELDS.get(type(reason), "")
        form.add_error(field if field in form.fields else None, str(reason))
        return None


def nation_of(request: Request) -> str:
    return str(Agency.objects.values_list("nation", flat=True).get(pk=request.hat.agency_id))


@require_safe
@requires(P.SESSION_VIEW)
def groups(request: Request) -> HttpResponse:
    listing = lists_of_sessions.Groups(request, attending.groups(request.hat))
    page = {"listing": listing, "may_edit": can(request.hat, P.GROUP_EDIT)}
    return render(request, "interventions/groups.html", page)


@require_safe
@requires(P.SESSION_VIEW)
def group(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _group_or_404(request, key)
    now = timezone.now()
    today = timezone.localdate(now)
    people = list(attending.members(request.hat, found, on=today))
    may_edit = can(request.hat, P.GROUP_EDIT)
    waiting = list(attending.may_join(request.hat, found)[:50]) if may_edit else []
    read([each.case_id for each in [*people, *waiting]], by=request.hat, at=now)
    courses, names = courses_of(request.hat, people, at=now), names_on_screen([*people, *waiting])
    page = {
        "group": found,
        "facts": cells.facts_of_group(found, len(people)),
        "leaders": list(attending.facilitators(request.hat, found, on=today)),
        "people": [(names[each.enrolment.pk], each, strips.strip_of(each)) for each in courses],
        "legend": strips.LEGEND,
        "sessions": [cells.line_of_session(each, now=now) for each in attending.sessions(request.hat, found)],
        "headings": cells.SESSIONS,
        "waiting": [(names[each.pk], each) for each in waiting],
        "may_edit": may_edit,
    }
    return render(request, "interventions/group.html", page)


def _group_or_404(request: Request, key: uuid.UUID) -> ProgrammeGroup:
    return get_visible_or_404(request.hat, attending.groups(request.hat), pk=key)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.GROUP_EDIT)
def begin_group(request: Request) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    writing = Writing.begin(request, NEW)
    form = BeginGroup(
        writing.typed,
        versions=attending.versions_run(request.hat, on=today),
        facilitators=attending.may_lead(request.hat, on=today),
    )
    sent = send(request, writing, form, lambda: _begin(request, form, now), at=now)
    page = {"form": writing.fresh(form), "writing": writing}
    return sent or render(request, "interventions/begin_group.html", page)


def _begin(request: Request, form: BeginGroup, now: dt.datetime) -> str:
    given = form.cleaned_data
    made = grouping.begin_group(
        form.chosen,
        plan=form.plan,
        leaders=[uuid.UUID(each) for each in given["leaders"]],
        nation=nation_of(request),
        by=request.hat,
        at=now,
        **{name: given[name] for name in ("name", "venue", "capacity", "minutes")},
    )
    messages.success(request, "Group set up, with its dates.")
    return reverse("interventions:group", args=[made.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.GROUP_EDIT)
def add_sessions(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _group_or_404(request, key)
    now = timezone.now()
    writing = Writing.begin(request, DATES, found.pk)
    form = Dates(
        writing.typed, version=found.programme_version, initial={"meets_at": found.meets_at, "count": 1}
    )

    def act() -> str:
        grouping.add_sessions(found, plan=form.plan, nation=nation_of(request), by=request.hat, at=now)
        messages.success(request, "Sessions added.")
        return reverse("interventions:group", args=[found.pk])

    page = {"group": found, "form": form, "writing": writing, "title": "Add sessions", "send": "Add sessions"}
    page["conflict"] = []
    sent = send(request, writing, form, act, at=now)
    writing.fresh(form)
    return sent or render(request, "interventions/group_form.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.GROUP_EDIT)
def lead(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _group_or_404(request, key)
    now = timezone.now()
    today = timezone.localdate(now)
    leading = attending.facilitators(request.hat, found, on=today)
    writing = Writing.begin(request, LEAD, found.pk)
    form = Lead(
        writing.typed,
        facilitators=attending.may_lead(request.hat, on=today),
        initial={"leaders": [str(each.worker_id) for each in leading], "version": found.version},
    )

    def act() -> str:
        leaders = [uuid.UUID(each) for each in form.cleaned_data["leaders"]]
        seen = form.cleaned_data["version"]
        grouping.lead(found, leaders, seen_version=seen, by=request.hat, at=now)
        messages.success(request, "Saved.")
        return reverse("interventions:group", args=[found.pk])

    page = {"group": found, "form": form, "writing": writing, "title": "Who leads it", "send": "Save"}
    page["conflict"] = []
    try:
        sent = send(request, writing, form, act, at=now)
    except Conflict as conflict:
        theirs = attending.facilitators(request.hat, found, on=today)
        page["conflict"] = _leaders(form, theirs, version=conflict.current.version)
        return render(request, "interventions/group_form.html", page, status=409)
    writing.fresh(form)
    return sent or render(request, "interventions/group_form.html", page)


def _leaders(form: Lead, leading: Iterable[GroupFacilitator], *, version: int) -> list[Difference]:
    """Whom a colleague named, beside whom this form names; sent again, it holds."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
    names, chosen = dict(form.fields["leaders"].choices), form.cleaned_data["leaders"]
    theirs = ", ".join(sorted(each.worker.full_name for each in leading)) or "Nobody"
    yours = ", ".join(sorted(str(names[each]) for each in chosen))
    return [Difference("Who leads it", theirs, yours)] if theirs != yours else [NONE]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.GROUP_EDIT)
def choose_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Into a group, or from one into another."""
    person = get_visible_or_404(request.hat, attending.with_a_place(request.hat), pk=key)
    now = timezone.now()
    read([person.case_id], by=request.hat, at=now)
    (course,) = courses_of(request.hat, [person], at=now)
    writing = Writing.begin(request, PLACE, person.pk)
    form = ChooseGroup(
        writing.typed,
        groups=attending.groups_for(request.hat, person, besides=course.group),
        initial={"from_on": max(timezone.localdate(now), person.starts_on or timezone.localdate(now))},
    )

    def act() -> str:
        return _place(request, person, course.group, form, now)

    sent = send(request, writing, form, act, at=now)
    page = {"person": person, "now_in": course.group, "form": writing.fresh(form), "writing": writing}
    return sent or render(request, "interventions/choose_group.html", page)


def _place(
    request: Request,
    person: Enrolment,
    now_in: ProgrammeGroup | None,
    form: ChooseGroup,
    now: dt.datetime,
) -> str:
    asked: dict[str, Any] = {"from_on": form.cleaned_data["from_on"], "by": request.hat, "at": now}
    if now_in is None:
        grouping.join(form.chosen, person, **asked)
    else:
        grouping.move_person(person, to=form.chosen, **asked)
    messages.success(request, f"In {form.chosen.name} from then on.")
    return reverse("interventions:group", args=[form.chosen.pk])
