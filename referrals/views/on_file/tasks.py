"""Something to do: put on a case, listed for whoever has it, ended with a word."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Worker, with_name
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import day, moment
from referrals import on_file, queries
from referrals.actions import doing
from referrals.actions.chasing import end_of
from referrals.actions.reading import read
from referrals.forms.on_file.tasks import EndTask, SetTask
from referrals.models import Task
from referrals.rules.clocks import standing
from referrals.views.lists import TONES, ToDo
from referrals.views.on_file.page import Entry, Opened, one_of


SET = Permission.TASK_SET
TASK = DRAFT_FORMS.add(DraftForm("task", "Something to do", "referrals:set_task", SET))
ENDED = DRAFT_FORMS.add(DraftForm("task-ended", "What came of something to do", "referrals:end_task", SET))


@require_safe
@requires(SET)
def to_do(request: Request) -> HttpResponse:
    """One's own, over all cases, the soonest first."""
    mine = with_name(queries.to_do(request.hat).select_related("provider_agency"), "by")
    listing = ToDo(request, mine)
    shown = {task.case_id for task in listing.page.rows}
    read(sorted(shown), by=request.hat, at=timezone.now())
    return render(request, "referrals/to_do.html", {"listing": listing})


@require_safe
@requires(SET)
def task(request: Request, key: uuid.UUID) -> HttpResponse:
    """Where a notice of it leads: to the page of its case on which somebody says what came of it."""
    found = get_visible_or_404(request.hat, queries.tasks(request.hat), pk=key)
    if found.ending:
        return redirect("referrals:set_task", found.case_id)
    return redirect(f"{reverse('referrals:end_task', args=[found.case_id])}?which={found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(SET)
def set_task(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, TASK)
    people = list(queries.may_do(request.hat, opened.case, at=opened.now))
    today, me = timezone.localdate(opened.now), request.hat.worker_id
    form = SetTask(opened.writing.typed, people=people, me=me, today=today)

    def act() -> str:
        given = form.cleaned_data
        to = Worker.names.get(pk=given["worker"])
        told = {"words": given["words"], "due_on": given["due_on"]}
        doing.set_task(opened.case, to, **told, by=request.hat, at=opened.now)
        return opened.done("Added to what there is to do.")

    entries = [_entry(each, opened) for each in on_file.tasks(request.hat, opened.case)]
    return opened.answer(form, act, "set_task", entries=entries)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(SET)
def end_task(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, ENDED)
    waiting = on_file.tasks(request.hat, opened.case).filter(ending="")
    choices = one_of(waiting, opened.asked_about(), _in_a_line)
    form = EndTask(opened.writing.typed, choices=choices)

    def act() -> str:
        given = form.cleaned_data
        said = {"ending": given["ending"], "words": given["words"]}
        doing.end_task(opened.case, uuid.UUID(given["which"]), **said, by=request.hat, at=opened.now)
        return opened.done("Recorded what came of it.")

    return opened.answer(form, act, "end_task", choices=choices)


def _in_a_line(task: Task) -> str:
    return f"{task.words} By {day(task.due_on)}, {task.worker.full_name}"


def _entry(task: Task, opened: Opened) -> Entry:
    about = f"{task.worker.full_name}, by {day(task.due_on)}"
    asked = f"Set by {task.by.full_name}, {moment(task.at)}"
    if task.ended_by:
        said = f"{task.ended_by.full_name}, {moment(task.ended_at)}. {task.ended_words}".strip()
        return Entry(task.words, about, tag=task.get_ending_display(), remark=f"{asked}\n{said}")
    found = standing(end_of(task.due_on), opened.now, opened.case.provider_agency.nation)
    link = ("Say what came of it", opened.link("end_task", which=task.pk))
    return Entry(task.words, about, tag=found.words, colour=TONES[found.tone], remark=asked, links=(link,))
