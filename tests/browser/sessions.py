"""The pages of sessions, registers and groups: as a facilitator and as a caseworker come to them."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from interventions.actions import agreeing, grouping, marking, noting, placing, versions
from interventions.actions.grouping import Plan
from interventions.actions.marking import Entry
from interventions.catalogue import PROGRAMMES
from interventions.catalogue.marks import Mark
from interventions.models import AgreementText, Enrolment, GroupSession, ProgrammeGroup, ProgrammeVersion
from referrals.actions.reading import open_case
from referrals.models import Case
from tests.browser.stock import Stock
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


def _group(stock: Stock, people: int) -> ProgrammeGroup:
    """So many people in a group that met twice, and meets again in a week."""
    keys = [stock.referral(accepted=True) for _ in range(people)]
    at = timezone.now()
    begins = timezone.localtime(at) - dt.timedelta(days=8)
    with stock.live.committed():
        manager, by = stock.hat("service_manager"), stock.hat("caseworker")
        with acting_as(manager):
            version = _version(by=manager, at=at)
        with acting_as(by):
            group = grouping.begin_group(
                version,
                name=f"Group of {people}",
                venue="The hall by the bridge",
                capacity=12,
                minutes=150,
                plan=Plan(begins.date(), begins.time().replace(microsecond=0), 6),
                leaders=[],
                nation="scotland",
                by=by,
                at=at,
            )
            for case in Case.objects.filter(pk__in=keys):
                _joins(group, case, by=by, at=at)
    return group


def _version(*, by, at: dt.datetime) -> ProgrammeVersion:
    """Other tours may have been here before."""
    if not AgreementText.objects.exists():
        agreeing.write_text("What stays between us.", seen_number=0, by=by, at=at)
    scheme, today = Scheme.objects.get(slug="west"), timezone.localdate(at)
    found = ProgrammeVersion.objects.filter(scheme=scheme, programme="c2c").first()
    return found or versions.begin_programme(
        PROGRAMMES["c2c"], scheme=scheme, starts_on=today, by=by, at=at, gate="none"
    )


def _joins(group: ProgrammeGroup, case: Case, *, by, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    open_case(case, by=by, at=at)
    signed = {"answer": "signed", "way": "paper", "answered_on": today}
    agreeing.take_agreement(case, AgreementText.objects.latest("number"), signed, by=by, at=at)
    place = placing.wait_for(case, group.programme_version, waits_for="A place", by=by, at=at)
    then = at - dt.timedelta(days=20)
    placing.book(place, starts_on=timezone.localdate(then), capacity=None, by=by, at=then)
    grouping.join(group, place, from_on=today - dt.timedelta(days=20), by=by, at=at)


def _session(stock: Stock, group: ProgrammeGroup, number: int) -> GroupSession:
    with stock.live.committed():
        return GroupSession.objects.get(group=group, number=number)


@tour(
    "facilitator",
    "home", "interventions:sessions", "interventions:session", "interventions:cancel_session",
    "interventions:note", "interventions:office_note", "interventions:groups", "interventions:group",
)  # fmt: skip
def a_group_in_the_evening(visit: Visit) -> Iterator[Seen]:
    page, stock = visit.page, visit.stock
    yield visit.opens("home")
    yield visit.opens("interventions:sessions", state="empty")
    yield visit.opens("interventions:groups", state="empty")
    group = _group(stock, 6)
    yield visit.opens("interventions:sessions", query="?whose=all", state="of everybody")
    first, ahead = _session(stock, group, 1), _session(stock, group, 4)
    yield visit.opens("interventions:session", first.pk, state="to be marked")
    page.locator("select").first.select_option("no_word")
    page.locator("details summary").nth(1).click()
    page.get_by_label("Minutes late").nth(1).fill("5")
    yield visit.refused("interventions:session", "Save register")
    page.get_by_label("Minutes late").nth(1).fill("")
    visit.presses("Save register")
    yield visit.sees("interventions:session", "marked")
    yield visit.opens("interventions:session", ahead.pk, state="to come")
    yield visit.opens("interventions:cancel_session", ahead.pk)
    yield visit.refused("interventions:cancel_session", "Cancel the session")
    page.get_by_label("Why?").fill("The hall is shut")
    visit.presses("Cancel the session")
    yield visit.sees("interventions:session", "cancelled")
    yield visit.opens("interventions:note", first.pk)
    yield visit.refused("interventions:note", "Save note")
    page.get_by_label("What was done").fill("Time-outs")
    visit.presses("Save note")
    yield visit.sees("interventions:session", "with a note")
    with stock.live.committed():
        place = Enrolment.objects.filter(groups__group=group).first().pk
    yield visit.opens("interventions:office_note", place)
    yield visit.refused("interventions:office_note", "Send to the office")
    yield visit.opens("interventions:groups", state="full")
    yield visit.opens("interventions:group", group.pk)


@tour(
    "caseworker",
    "interventions:attendance", "interventions:appointment", "interventions:cancel_appointment",
    "interventions:begin_group", "interventions:group", "interventions:add_sessions", "interventions:lead",
    "interventions:choose_group", "interventions:book_appointments", "interventions:end_place",
    "interventions:reviews", "interventions:review", "interventions:concerns", "interventions:concern",
)  # fmt: skip
def after_the_sessions(visit: Visit) -> Iterator[Seen]:
    page, stock = visit.page, visit.stock
    yield visit.opens("interventions:reviews", state="empty")
    yield visit.opens("interventions:concerns", state="empty")
    group = _group(stock, 3)
    with stock.live.committed():
        by, at = stock.hat("caseworker"), timezone.now()
        place = Enrolment.objects.filter(groups__group=group).select_related("programme_version").first()
        with acting_as(by):
            for session in group.sessions.filter(number__lte=2):
                missed = {place.pk: Entry(Mark.NO_WORD)}
                marking.mark_register(session, missed, seen_version=1, by=by, at=at)
            said = {"kind": "words", "about": "close", "police_called": "no", "manager_told": True}
            concern = noting.raise_concern(place, said | {"account": "Said so."}, by=by, at=at)
            review = place.reviews.get()
    yield visit.opens("interventions:attendance", place.case_id)
    yield visit.opens("interventions:group", group.pk, state="of a caseworker")
    yield visit.opens("interventions:add_sessions", group.pk)
    yield visit.refused("interventions:add_sessions", "Add sessions")
    yield visit.opens("interventions:lead", group.pk)
    yield visit.refused("interventions:lead", "Save")
    yield visit.opens("interventions:choose_group", place.pk)
    yield visit.opens("interventions:begin_group")
    yield visit.refused("interventions:begin_group", "Set up the group")
    yield visit.opens("interventions:book_appointments", place.pk)
    page.get_by_label("Time").fill("00:00")
    page.get_by_label("How many?").fill("1")
    visit.presses("Book appointments")
    yield visit.sees("interventions:book_appointments", "booked")
    with stock.live.committed():
        alone = place.appointments.get()
    yield visit.opens("interventions:appointment", alone.pk)
    yield visit.opens("interventions:cancel_appointment", alone.pk)
    yield visit.opens("interventions:end_place", place.pk)
    yield visit.refused("interventions:end_place", "End the place")
    yield visit.opens("interventions:reviews", state="full")
    yield visit.opens("interventions:review", review.pk)
    yield visit.refused("interventions:review", "Decide")
    yield visit.opens("interventions:concerns", state="full")
    yield visit.opens("interventions:concern", concern.pk)
