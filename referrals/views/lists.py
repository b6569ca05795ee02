"""The lists of this app: what each row says, and how it may be sorted and filtered."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

import django_filters
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.risk.cards import GRADES, grade_cell
from chrysalis.ui.lists import Cell, Column, Heading, Listing
from chrysalis.ui.templatetags.ui import day, moment
from referrals import queries
from referrals.actions.chasing import end_of
from referrals.actions.pausing import running
from referrals.models import (
    Case,
    CaseState,
    Enquiry,
    GlassBreak,
    Handover,
    NextService,
    OutcomeNotice,
    Referral,
    ReferralStatus,
    ReferrerInvitation,
    RestrictedListing,
    Restriction,
    SelfReferralDetails,
    Task,
)
from referrals.rules.clocks import Tone, standing


TONES = {Tone.NONE: "grey", Tone.SOON: "yellow", Tone.LATE: "red"}


def clock(due_at: dt.datetime | None, nation: str) -> Cell:
    """When something is due, in the words and the colour of its clock."""
    if due_at is None:
        return Cell("Nothing due")
    found = standing(due_at, timezone.now(), nation)
    return Cell(found.words, colour=TONES[found.tone])


def clock_of(referral: Referral) -> Cell:
    found = running(referral).standing(timezone.now(), nation=referral.provider_agency.nation)
    return Cell(found.words, colour=TONES[found.tone])


class Sent(Listing):
    caption, one, many = "Referrals your agency has sent", "referral", "referrals"
    empty = "Nothing sent yet"
    ordering = "-sent_at"
    columns = (
        Column("Reference", lambda status: _receipt_link(status)),
        Column("Sent", lambda status: moment(timezone.localtime(status.sent_at)), sort="sent_at"),
        Column("Status", lambda status: _word(status)),
    )


def _receipt_link(status: ReferralStatus) -> Cell:
    return Cell(status.reference, href=reverse("referrals:receipt", args=[status.reference]))


def _word(status: ReferralStatus) -> Cell:
    asked = status.word == ReferralStatus.Word.INFORMATION_NEEDED
    told = f"Outcome: {OutcomeNotice.Word(status.outcome).label.lower()}" if status.outcome else ""
    return Cell(status.get_word_display(), colour="yellow" if asked else "blue", note=told)


class Invitations(Listing):
    caption, one, many = "Links that were sent", "link", "links"
    empty = "None was sent yet"
    ordering = "-made_at"
    columns = (
        Column("To", lambda found: _invitation_link(found)),
        Column("Agency", lambda found: found.agency_name),
        Column("Asked for", lambda found: moment(timezone.localtime(found.made_at)), sort="made_at"),
        Column(
            "Sent", lambda found: moment(timezone.localtime(found.sent_at)) if found.sent_at else "Not yet"
        ),
    )


def _invitation_link(found: ReferrerInvitation) -> Cell:
    return Cell(found.address, href=reverse("referrals:invitation", args=[found.pk]))


class Inbox(Listing):
    caption, one, many = "Referrals waiting for you", "referral waiting", "referrals waiting"
    empty = "Nothing is waiting"
    ordering = "first_contact_due_at"
    known: Collection[UUID] = ()  # of whom somebody much alike is with the own agency
    columns = (
        Column("Person", lambda referral: _referral_link(referral)),
        Column("From", lambda referral: _from(referral)),
        Column(
            "Received", lambda referral: moment(timezone.localtime(referral.received_at)), sort="received_at"
        ),
        Column(
            "First contact",
            lambda referral: clock_of(referral),
            sort="first_contact_due_at",
        ),
    )

    @property
    def rows(self) -> list[list[Cell]]:
        for referral in self.page.rows:
            referral.is_known = referral.pk in self.known
        return super().rows


def _referral_link(referral: Referral) -> Cell:
    href = reverse("referrals:referral", args=[referral.pk])
    mark = ". May be known to you" if referral.is_known else ""
    return Cell(referral.name_in_lists, href=href, note=f"{referral.reference}{mark}")


def _from(referral: Referral) -> Cell:
    due_on = referral.disposal_due_on
    note = f"Disposal deadline {day(due_on)}" if due_on else ""
    if referral.release_expected_at:
        note = f"Leaves custody {moment(referral.release_expected_at)}, expected"
    return Cell(referral.sender, note=_urgent(referral) if referral.is_urgent else note)


def _urgent(referral: Referral) -> str:
    """In their own words, which say whom to ring first."""
    said = [str(SelfReferralDetails.Urgent(each).label) for each in referral.urgent_said]
    return f"Says: {'; '.join(said)}" if said else "Says that it cannot wait"


class Enquiries(Listing):
    caption, one, many = "Enquiries to you", "enquiry", "enquiries"
    empty = "Nothing was asked"
    ordering = "sweep_after"
    columns = (
        Column("Asked", lambda enquiry: _enquiry_link(enquiry), sort="came_at"),
        Column("About", lambda enquiry: enquiry.get_about_display()),
        Column("Next", lambda enquiry: enquiry.get_next_step_display()),
        Column("Getting in touch", lambda enquiry: _contact(enquiry)),
        Column("Goes", lambda enquiry: _goes(enquiry), sort="sweep_after"),
    )


SOON = dt.timedelta(days=3)


def _enquiry_link(enquiry: Enquiry) -> Cell:
    href = reverse("referrals:enquiry", args=[enquiry.pk])
    return Cell(moment(timezone.localtime(enquiry.came_at)), href=href, note=enquiry.get_way_display())


def _contact(enquiry: Enquiry) -> Cell:
    waits = enquiry.contact == Enquiry.Contact.WAITS
    return Cell(enquiry.get_contact_display(), colour="yellow" if waits else "")


def _goes(enquiry: Enquiry) -> Cell:
    is_soon = enquiry.sweep_after - timezone.now() <= SOON
    return Cell(day_of(enquiry.sweep_after), colour="red" if is_soon else "")


def day_of(at: dt.datetime) -> str:
    return day(timezone.localdate(at))


MOST_QUESTIONS = 20  # above the list of what was sent
MOST_HANDOVERS = 50  # on the page of the inbox, which is read with every one of them
HANDOVER_HEADINGS = [Heading(title) for title in ("Person", "From", "Offered", "First contact")]


def rows_of_handovers(found: Iterable[Handover]) -> list[list[Cell]]:
    return [_titled(HANDOVER_HEADINGS, _cells_of_handover(each)) for each in found]


def _cells_of_handover(handover: Handover) -> tuple[Cell, ...]:
    href = reverse("referrals:handover", args=[handover.pk])
    return (
        Cell(handover.person_name, href=href, note=handover.reference),
        Cell(handover.from_agency.name),
        Cell(moment(timezone.localtime(handover.offered_at))),
        clock(handover.due_at, handover.to_agency.nation),
    )


def _titled(headings: list[Heading], cells: Iterable[Cell]) -> list[Cell]:
    return [
        Cell(cell.text, cell.href, cell.colour, cell.note, heading.title)
        for cell, heading in zip(cells, headings, strict=True)
    ]


class NextServices(Listing):
    caption, one, many = "Next services", "service", "services"
    empty = "None yet"
    ordering = "name"
    columns = (
        Column("Service", lambda service: _service_link(service), sort="name"),
        Column("Whom it takes", lambda service: service.takes),
        Column("Scheme", lambda service: service.scheme.name),
        Column("Telephone", lambda service: service.telephone),
        Column("Offered", lambda service: "No longer" if service.is_retired else "Yes"),
    )


def _service_link(service: NextService) -> Cell:
    return Cell(service.name, href=reverse("referrals:change_service", args=[service.pk]))


class CaseFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Stage", choices=CaseState, empty_label="Any")
    mine = django_filters.ChoiceFilter(
        label="Caseworker", choices=[("me", "Me")], empty_label="Anyone", method="held_by"
    )

    grade = django_filters.ChoiceFilter(label="Grade", choices=GRADES, empty_label="Any")

    class Meta:
        model = Case
        fields: list[str] = []

    def held_by(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(allocated_worker_id=self.request.hat.worker_id)


class Caseload(Listing):
    caption, one, many = "Cases", "case", "cases"
    empty = "No cases"
    ordering = "due"
    filters = CaseFilters
    columns = (
        Column("Person", lambda case: _case_link(case)),
        Column("Next", lambda case: _next(case)),
        Column("Due", lambda case: clock(case.soonest[1], case.provider_agency.nation), sort="due"),
        Column("Grade", lambda case: grade_cell(case.grade, case.tool_grade)),
        Column("Opened", lambda case: moment(timezone.localtime(case.opened_at)), sort="opened_at"),
        Column("Stage", lambda case: Cell(case.get_state_display(), colour="blue")),
    )

    def __init__(self, request: Request, queryset: QuerySet[Case]) -> None:
        due = Coalesce(Least(F("next_due_at"), F("also_due_at")), queries.LAST_MOMENT)
        super().__init__(request, queryset.select_related("provider_agency").annotate(due=due))


def _next(case: Case) -> Cell:
    """What is due first; and below it what else is."""
    first, _ = case.soonest
    other = case.also_due if first == case.next_action else case.next_action
    return Cell(first, note=other)


def _case_link(case: Case) -> Cell:
    return Cell(case.person_name, href=reverse("referrals:case", args=[case.pk]), note=case.reference)


class ToDo(Listing):
    caption, one, many = "What you have to do", "thing to do", "things to do"
    empty = "Nothing to do"
    ordering = "due_on"
    columns = (
        Column("What", lambda task: _task_link(task)),
        Column("Person", lambda task: Cell(task.person_name, reverse("referrals:case", args=[task.case_id]))),
        Column("By", lambda task: clock(end_of(task.due_on), task.provider_agency.nation), sort="due_on"),
        Column("From", lambda task: task.by.full_name),
    )


def _task_link(task: Task) -> Cell:
    href = f"{reverse('referrals:end_task', args=[task.case_id])}?which={task.pk}"
    return Cell(task.words, href=href, note=task.reference)


class NamedFor(Listing):
    caption, one, many = "Restricted cases you were named for", "case", "cases"
    empty = "You are not named for any"
    ordering = "due"
    columns = (
        Column("Reference", lambda line: _line_link(line)),
        Column("Next", lambda line: line.next_action),
        Column("Due", lambda line: clock(line.next_due_at, line.agency.nation), sort="due"),
        Column("Until", lambda line: _until(line)),
    )

    def __init__(self, request: Request, queryset: QuerySet[RestrictedListing]) -> None:
        super().__init__(request, queryset.select_related("agency"))


def _line_link(line: RestrictedListing) -> Cell:
    if line.case_id:
        return Cell(line.handle, href=reverse("referrals:case", args=[line.case_id]))
    return Cell(line.handle, href=reverse("referrals:referral", args=[line.referral_id]))


def _until(line: RestrictedListing) -> str:
    return moment(timezone.localtime(line.ends_at)) if line.ends_at else "Further notice"


class Restrictions(Listing):
    caption, one, many = "What only named people open", "restriction", "restrictions"
    empty = "Nothing is restricted"
    ordering = "-since"
    columns = (
        Column("Reference", lambda restriction: _restriction_link(restriction)),
        Column("Next", lambda restriction: restriction.next_action),
        Column("Due", lambda restriction: clock(restriction.next_due_at, restriction.agency.nation)),
        Column("Since", lambda restriction: moment(timezone.localtime(restriction.since)), sort="since"),
        Column("Lifting", lambda restriction: "Asked for" if restriction.lift_reason else "Not asked for"),
    )

    def __init__(self, request: Request, queryset: QuerySet[Restriction]) -> None:
        super().__init__(request, queryset.select_related("agency"))


def _restriction_link(restriction: Restriction) -> Cell:
    return Cell(restriction.handle, href=reverse("referrals:restriction", args=[restriction.pk]))


class Openings(Listing):
    caption, one, many = "Opened in an emergency", "opening", "openings"
    empty = "Nothing was opened in an emergency"
    ordering = "-opened_at"
    columns = (
        Column("Reference", lambda opening: _opening_link(opening)),
        Column("By", lambda opening: opening.worker.full_name),
        Column("Opened", lambda opening: moment(timezone.localtime(opening.opened_at)), sort="opened_at"),
        Column("Review", lambda opening: _outcome(opening)),
    )


def _opening_link(opening: GlassBreak) -> Cell:
    href = reverse("referrals:review", args=[opening.pk])
    return Cell(opening.restriction.handle, href="" if opening.outcome else href)


def _outcome(opening: GlassBreak) -> Cell:
    return Cell(opening.get_outcome_display() or "Waiting", colour="" if opening.outcome else "red")
