"""Making what was asked for: in the worker, beside the courier's round, and each document once.

A run is leased in a transaction of its own, so that the page which waits sees how far it is. It is then
collected as the asker's own hat, printed while no transaction is open, and kept in one last transaction,
together with the word that it is made. A worker that dies in between leaves a lease which runs out; the
next one begins again, and finds no half of anything.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from chrysalis.access.barriers import Side
from chrysalis.access.context import NotInForce, acting_as, as_system, as_the_service
from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Membership, Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.log import record
from chrysalis.audit.requests import numbered
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.reports import printing
from chrysalis.reports.actions.telling import tell_asker
from chrysalis.reports.declared import REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.events import DocumentWaits, ReturnedTooOften
from chrysalis.reports.models import CLOSED, Document, ReportRun, State, Why
from chrysalis.reports.notices import FAILED, READY
from chrysalis.reports.rules.set_times import next_set_time
from chrysalis.reports.words import words_of


log = logging.getLogger(__name__)
MADE = word("report.made", Side.CHANGE, "consultation", "had a document made from what is recorded")

COURIER = "courier"
LEASE = dt.timedelta(minutes=5)  # more than collecting and printing may take together
MOST = 3  # tries
AGAIN = dt.timedelta(seconds=10)
COLLECTING, PRINTING, KEEPING, DONE = 10, 40, 90, 100  # per cent, for the page that waits

Clock = Callable[[], dt.datetime]


class NotMade(Exception):
    """There will be no document, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Try:
    run: ReportRun
    report: Report
    number: int


def make_waiting(*, clock: Clock) -> int:
    """Make all that waits, the oldest first; how many tries that took."""
    tries = 0
    while begun := begin(at=clock()):
        with numbered():
            _attempt(begun, clock)
        tries += 1
    return tries


def begin(*, at: dt.datetime) -> Try | None:
    """Count a try of what has waited longest, and lease it. None when nobody else left anything."""
    with as_system(COURIER):
        run = _runs().filter(_to_make(at)).order_by("asked_at", "pk").select_for_update(
            skip_locked=True, of=("self",)
        ).first()  # fmt: skip
        if run is None:
            return None
        run.attempts, run.leased_until = run.attempts + 1, at + LEASE
        run.state, run.progress = State.MAKING, COLLECTING
        run.save(update_fields=["attempts", "leased_until", "state", "progress"])
        return Try(run, REPORTS[run.report], run.attempts)


def _runs() -> QuerySet[ReportRun]:
    """As the courier may read them: without the words that somebody typed."""
    return ReportRun.objects.only(*CLOSED)


def _to_make(at: dt.datetime) -> Q:
    unleased = Q(leased_until=None) | Q(leased_until__lt=at)
    return unleased & Q(state__in=(State.WAITING, State.MAKING))


def _attempt(begun: Try, clock: Clock) -> None:
    """Whatever goes wrong is caught here: it must not stop the documents of others."""
    try:
        if begun.number > MOST:
            raise NotMade(Why.BROKEN)
        _refuse_repeats(begun, at=clock())
        collected, page = _collect(begun, at=clock())
        _say_how_far(begun, PRINTING)
        printed = _print(page)
        _say_how_far(begun, KEEPING)
        _keep(begun, collected, page, printed, at=clock())
    except NotMade as reason:
        _fail(begun, reason.why, at=clock())
    except Exception as error:
        # SAFETY: the class of the error and never its words, which quote what somebody typed.
        log.error("a document was not made: %s", type(error).__name__)
        _put_back(begun, at=clock())


def _refuse_repeats(begun: Try, *, at: dt.datetime) -> None:
    """SAFETY: whoever may print again and again, each time with a line less, learns what was found."""
    run = begun.run
    with as_system(COURIER):
        same = {"report": run.report, "subject_id": run.subject_id, "agency_id": run.agency_id}
        returned = _runs().filter(**same, state=State.RETURNED, ended_at__gt=at - dt.timedelta(days=30))
        if not begun.report.leaves or returned.count() < settings.RELEASE_REPEATS:
            return
        if run.scheme_id:
            told = ReturnedTooOften(run_id=run.pk, agency_id=run.agency_id, scheme_id=run.scheme_id)
            announce(told, by=None, at=at)
    raise NotMade(Why.TOO_OFTEN)


def _collect(begun: Try, *, at: dt.datetime) -> tuple[Collected, str]:
    """The values as the asker's own hat sees them now, and the page they make."""
    hat = _hat(begun.run)
    if not can(hat, begun.report.permission):
        raise NotMade(Why.LEFT)
    try:
        with acting_as(hat):
            run = ReportRun.objects.get(pk=begun.run.pk)
            asked = Asked(run.subject_id, run.scheme_id, run.period, run.recipient)
            collected = begun.report.gather(asked, by=hat, at=at)
            subjects = [key for key in (run.pk, run.subject_id) if key]
            record(MADE, by=hat, at=at, subjects=subjects, fields=[run.report])
    except NotInForce:
        raise NotMade(Why.LEFT) from None
    except NotThere:
        raise NotMade(Why.GONE) from None
    with as_the_service():
        sheet = printing.Sheet(
            handle=run.handle,
            report=begun.report,
            agency=Agency.objects.get(pk=run.agency_id).name,
            asked_by=f"{Worker.names.get(pk=hat.worker_id).full_name}, {hat.role.name}",
            asked_at=run.asked_at,
            recipient=run.recipient,
        )
    return collected, printing.page_of(sheet, collected.values)


def _hat(run: ReportRun) -> Hat:
    with as_the_service():
        return make_hat(Membership.objects.select_related("agency").get(pk=run.membership_id))


def _print(page: str) -> printing.Printed:
    try:
        return printing.to_pdf(page)
    except printing.TooLong:
        raise NotMade(Why.TOO_LONG) from None
    except printing.TooSlow:
        raise NotMade(Why.TOO_SLOW) from None


def _say_how_far(begun: Try, progress: int) -> None:
    with as_system(COURIER):
        _held(begun).update(progress=progress)


def _keep(begun: Try, collected: Collected, page: str, printed: printing.Printed, *, at: dt.datetime) -> None:
    """The document, the word that it is made, and what follows: all of it or nothing."""
    leaves = begun.report.leaves
    with as_system(COURIER):
        run = _held(begun).select_for_update(of=("self",)).first()
        if run is None:
            return  # somebody else made it meanwhile
        document = Document(
            run_id=run.pk,
            membership_id=None if leaves else run.membership_id,
            body=printed.body,
            sha256=hashlib.sha256(printed.body).hexdigest(),
            pages=printed.pages,
            made_at=at,
            words=words_of(page),
            clients=list(collected.clients),
            own=[*collected.own, run.handle],
            checks_since=at if leaves else None,
        )
        document.save(force_insert=True)
        if leaves:
            _let_it_be_checked(run, at=at)
        else:
            _end(run, State.RELEASED, at=at)
            tell_asker(READY, run, at=at)


def _let_it_be_checked(run: ReportRun, *, at: dt.datetime) -> None:
    run.state, run.progress, run.leased_until = State.CHECKING, DONE, None
    run.answer_at = next_set_time(at, every_minutes=settings.RELEASE_MINUTES)
    run.save(update_fields=["state", "progress", "leased_until", "answer_at"])
    if run.scheme_id is None:
        raise RuntimeError("What leaves belongs to a scheme, whose partner support checks it.")
    announce(DocumentWaits(run_id=run.pk, agency_id=run.agency_id, scheme_id=run.scheme_id), by=None, at=at)


def _fail(begun: Try, why: Why, *, at: dt.datetime) -> None:
    with as_system(COURIER):
        run = _held(begun).select_for_update(of=("self",)).first()
        if run:
            run.why = why
            _end(run, State.FAILED, at=at)
            tell_asker(FAILED, run, at=at)


def _put_back(begun: Try, *, at: dt.datetime) -> None:
    if begun.number >= MOST:
        _fail(begun, Why.BROKEN, at=at)
        return
    with as_system(COURIER):
        _held(begun).update(leased_until=at + AGAIN * begun.number)


def _end(run: ReportRun, state: State, *, at: dt.datetime) -> None:
    run.state, run.ended_at, run.progress, run.leased_until = state, at, DONE, None
    run.save(update_fields=["state", "ended_at", "progress", "leased_until", "why"])


def _held(begun: Try) -> QuerySet[ReportRun]:
    """The run, as long as this try is the one that has it."""
    return _runs().filter(pk=begun.run.pk, attempts=begun.number, state=State.MAKING)
