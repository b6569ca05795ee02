"""What was sent, and whom somebody asked to refer."""

from django.urls import reverse
from django.utils import timezone

from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from referrals.models import OutcomeNotice, ReferralStatus, ReferrerInvitation


MOST_QUESTIONS = 20  # above the list of what was sent


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
