"""Where in the menu this app's pages stand."""

import datetime as dt

from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.ui.begun import BEGUN, Begun
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.notes import NOTES, Note
from chrysalis.ui.templatetags.ui import moment
from referrals import queries
from referrals.models import UnsentReferral
from referrals.views.lists import SOON
from referrals.views.unsent import not_sent


for place in (
    Place(
        "referrals:submit",
        "Refer someone",
        "Refer a person for help",
        Permission.REFERRAL_SUBMIT,
        order=10,
    ),
    Place(
        "referrals:sent",
        "Sent",
        "See that what was sent has been received",
        Permission.REFERRAL_FOLLOW,
        order=20,
    ),
    Place(
        "referrals:inbox",
        "Inbox",
        "Referrals and handovers waiting for a first contact",
        Permission.REFERRAL_VIEW,
        order=10,
    ),
    Place("referrals:to_do", "To do", "What you have to do on cases", Permission.TASK_SET, order=15),
    Place("referrals:cases", "Cases", "Everyone your agency works with", Permission.CASE_VIEW, order=20),
    Place(
        "referrals:restricted",
        "Named for",
        "Restricted cases you were named for",
        Permission.CASE_VIEW,
        order=80,
    ),
    Place(
        "referrals:restrictions",
        "Restricted",
        "What only named people open",
        Permission.CASE_RESTRICT,
        order=30,
    ),
    Place(
        "referrals:next_services",
        "Next services",
        "Where people are sent on to",
        Permission.TRIAGE_EDIT,
        order=70,
    ),
    Place(
        "referrals:glass", "Emergencies", "What was opened in an emergency", Permission.GLASS_REVIEW, order=25
    ),
):
    PLACES.add(place)


def glass_was_broken(hat: Hat, at: dt.datetime) -> list[Note]:
    """SAFETY: the hour runs while a lead reads this. It says that it happened, and leads to why."""
    if not can(hat, Permission.GLASS_REVIEW):
        return []
    waiting = queries.openings(hat).filter(reviewed_at__isnull=True)[:10]
    said = "{} opened {} in an emergency. Look under Emergencies."
    return [Note(said.format(each.worker.full_name, each.restriction.handle), "warning") for each in waiting]


def nobody_is_named(hat: Hat, at: dt.datetime) -> list[Note]:
    if not can(hat, Permission.CASE_NAME):
        return []
    waiting = queries.waiting_for_a_name(hat, at=at)[:10]
    said = "{} is restricted, and nobody is named for it yet."
    return [Note(said.format(each.handle), "warning") for each in waiting]


def somebody_asks(hat: Hat, at: dt.datetime) -> list[Note]:
    if not can(hat, Permission.CASE_RESTRICT):
        return []
    said = "{} asks you to restrict {}. Look under Restricted."
    return [
        Note(said.format(each.asked_by.full_name, each.handle), "warning") for each in queries.asks(hat)[:10]
    ]


def something_goes(hat: Hat, at: dt.datetime) -> list[Note]:
    """Seen by somebody before it is deleted."""
    if not can(hat, Permission.ENQUIRY_TAKE):
        return []
    going = queries.enquiries(hat, at=at).filter(sweep_after__lte=at + SOON).count()
    if not going:
        return []
    what = "One enquiry goes" if going == 1 else f"{going} enquiries go"
    return [Note(f"{what} within three days. Look in the Inbox, under Enquiries.")]


def something_unsent_goes(hat: Hat, at: dt.datetime) -> list[Note]:
    """While there is time to send it."""
    if not can(hat, Permission.REFERRAL_SUBMIT):
        return []
    going = queries.unsent_going(hat, at=at)
    if not going:
        return []
    what = "One referral that is" if going == 1 else f"{going} referrals that are"
    return [Note(f"{what} not sent will be deleted soon. Look under Refer someone.", "warning")]


def what_is_not_sent(hat: Hat, at: dt.datetime) -> list[Begun]:
    """Whatever shift began it."""
    return not_sent(hat, at) if can(hat, Permission.REFERRAL_SUBMIT) else []


def what_became_of_it(hat: Hat, at: dt.datetime) -> list[Note]:
    """To whoever began what a colleague then sent, or threw away."""
    if not can(hat, Permission.REFERRAL_SUBMIT):
        return []
    return [Note(_became(each)) for each in queries.unsent_ended(hat)[:10]]


def _became(unsent: UnsentReferral) -> str:
    what = "sent" if unsent.was_sent else "thrown away"
    by, end = unsent.ended_by.full_name, moment(unsent.ended_at)
    said = f"The referral that you began on {moment(unsent.began_at)} was {what} by {by} on {end}."
    return f"{said} Its receipt is under Sent." if unsent.was_sent else said


BEGUN.append(what_is_not_sent)
NOTES.extend(
    [
        something_goes,
        something_unsent_goes,
        what_became_of_it,
        glass_was_broken,
        nobody_is_named,
        somebody_asks,
    ]
)
