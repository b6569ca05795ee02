"""The lists of this app: what each row says, and how it may be sorted and filtered."""

import datetime as dt

import django_filters
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from referrals.models import Case, CaseState, Referral, ReferralStatus
from referrals.rules.clocks import Tone, standing


TONES = {Tone.NONE: "grey", Tone.SOON: "yellow", Tone.LATE: "red"}
LAST_MOMENT = dt.datetime.max.replace(tzinfo=dt.UTC)


def clock(due_at: dt.datetime | None, nation: str) -> Cell:
    """When something is due, in the words and the colour of its clock."""
    if due_at is None:
        return Cell("Nothing due")
    found = standing(due_at, timezone.now(), nation)
    return Cell(found.words, colour=TONES[found.tone])


class Sent(Listing):
    caption, one, many = "Referrals your agency has sent", "referral", "referrals"
    empty = "Nothing sent yet"
    ordering = "-sent_at"
    columns = (
        Column("Reference", lambda status: _receipt_link(status)),
        Column("Sent", lambda status: moment(timezone.localtime(status.sent_at)), sort="sent_at"),
        Column("Status", lambda status: Cell(status.get_word_display(), colour="blue")),
    )


def _receipt_link(status: ReferralStatus) -> Cell:
    return Cell(status.reference, href=reverse("referrals:receipt", args=[status.reference]))


class Inbox(Listing):
    caption, one, many = "Referrals waiting for you", "referral waiting", "referrals waiting"
    empty = "Nothing is waiting"
    ordering = "first_contact_due_at"
    columns = (
        Column("Person", lambda referral: _referral_link(referral)),
        Column("From", lambda referral: referral.referring_agency.name),
        Column(
            "Received", lambda referral: moment(timezone.localtime(referral.received_at)), sort="received_at"
        ),
        Column(
            "First contact",
            lambda referral: clock(referral.first_contact_due_at, referral.provider_agency.nation),
            sort="first_contact_due_at",
        ),
    )


def _referral_link(referral: Referral) -> Cell:
    href = reverse("referrals:referral", args=[referral.pk])
    return Cell(referral.name_in_lists, href=href, note=referral.reference)


class CaseFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Where it stands", choices=CaseState, empty_label="Any")
    mine = django_filters.ChoiceFilter(
        label="Held by", choices=[("me", "Me")], empty_label="Anyone", method="held_by"
    )

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
        Column("Next", lambda case: case.next_action),
        Column("Due", lambda case: clock(case.next_due_at, case.provider_agency.nation), sort="due"),
        Column("Opened", lambda case: moment(timezone.localtime(case.opened_at)), sort="opened_at"),
        Column("Where it stands", lambda case: Cell(case.get_state_display(), colour="blue")),
    )

    def __init__(self, request: Request, queryset: QuerySet[Case]) -> None:
        due = Coalesce(F("next_due_at"), LAST_MOMENT)
        super().__init__(request, queryset.select_related("provider_agency").annotate(due=due))


def _case_link(case: Case) -> Cell:
    return Cell(case.person_name, href=reverse("referrals:case", args=[case.pk]), note=case.reference)
