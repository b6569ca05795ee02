"""A link for a professional without an account: sent to a work e-mail address, good for one referral.

SAFETY: a link proves that somebody reads the mail of a colleague's address, and nothing more. So it lets them
tell, and lets them read one word of what they told: who forwards it, or loses it, opens no case with it.
"""

import datetime as dt
import hashlib
import re
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import participants
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.delivery.actions import send
from chrysalis.delivery.letters import LETTERS, Letter, LetterKind, Sending, Withheld
from chrysalis.keys import ALPHABET, link_secret
from referrals.link_troubles import tell
from referrals.models import LinkToRefer, ReferrerInvitation


INVITED = word(
    "referrer.invited", Side.CHANGE, "account", "sent a colleague elsewhere a link to refer somebody"
)
CODE = re.compile(f"[{ALPHABET}]{{26}}")
AGAIN = dt.timedelta(minutes=10)  # nobody's mailbox is filled by somebody who types their address


@transaction.atomic
def invite(
    scheme: Scheme, *, address: str, agency: Agency | None, agency_named: str, by: Hat, at: dt.datetime
) -> None:
    """Send a link to somebody whose address a caseworker has made sure of."""
    invitation = ReferrerInvitation.objects.create(
        scheme=scheme,
        provider_agency=scheme.front_door,
        agency=agency,
        agency_named="" if agency else agency_named,
        address=address,
        invited_by_id=by.worker_id,
        made_at=at,
    )
    record(INVITED, by=by, at=at, subjects=[invitation.pk])
    with as_the_service():
        _send(invitation, at=at)


@transaction.atomic
def ask_for_link(scheme: Scheme, address: str, *, at: dt.datetime) -> None:
    """Send a link if the address is one of an agency that takes part; and say nothing either way."""
    agency = agency_at(scheme, address)
    lately = ReferrerInvitation.objects.filter(address=address, made_at__gt=at - AGAIN)
    if agency is None or lately.exists():
        return
    invitation = ReferrerInvitation.objects.create(
        scheme=scheme, provider_agency=scheme.front_door, agency=agency, address=address, made_at=at
    )
    _send(invitation, at=at)


def agency_at(scheme: Scheme, address: str) -> Agency | None:
    """Whose work addresses end as this one does."""
    domain = address.rpartition("@")[2].lower()
    return participants(scheme).filter(email_domains__contains=[domain]).order_by("name").first()


def find(code: str, scheme: Scheme, *, at: dt.datetime, hold: bool = False) -> LinkToRefer | None:
    """The link; `hold` until the transaction ends. None for never, no longer and elsewhere alike."""
    if not code:
        return None
    links = LinkToRefer.objects.select_for_update(of=("self",)) if hold else LinkToRefer.objects.all()
    with_whose = links.select_related("invitation__scheme__front_door", "invitation__agency")
    return with_whose.filter(digest=digest(code), invitation__scheme=scheme, ends_at__gt=at).first()


def make_link(invitation: ReferrerInvitation, *, at: dt.datetime) -> str:
    """The secret of a new link, in place of an earlier one. It stands in the letter, and nowhere else."""
    code, ends_at = link_secret(), at + dt.timedelta(days=settings.LINK_DAYS)
    link = {"digest": digest(code), "ends_at": ends_at}
    LinkToRefer.objects.update_or_create(invitation=invitation, defaults=link)
    return code


def digest(code: str) -> str:
    return hashlib.sha256(f"chrysalis link {code}".encode()).hexdigest()


def _send(invitation: ReferrerInvitation, *, at: dt.datetime) -> None:
    provider: UUID = invitation.provider_agency_id
    send(LETTER, about=invitation.pk, to=invitation.pk, at=at, key=invitation.pk, agency_id=provider)


def _write(sending: Sending, at: dt.datetime) -> Letter:
    """As the courier. The secret is made in the moment it leaves, and lies in no queue."""
    with as_the_service():
        found = ReferrerInvitation.objects.select_related("provider_agency", "scheme")
        invitation = found.filter(pk=sending.subject_id).exclude(link__used_at__isnull=False).first()
        if invitation is None:
            raise Withheld
        code = make_link(invitation, at=at)
    path = reverse("referrals:follow_link", args=[invitation.scheme.slug, code])
    words = {
        "link": settings.SERVICE_URL + path,
        "days": settings.LINK_DAYS,
        "provider": invitation.provider_agency,
    }
    return Letter(invitation.address, "Your link", render_to_string("referrals/mail/link.txt", words))


def _sent(sending: Sending, at: dt.datetime) -> None:
    with as_the_service():
        ReferrerInvitation.objects.filter(pk=sending.subject_id).update(sent_at=at)


LETTER = LETTERS.add(LetterKind("link-to-refer", Side.NEITHER, _write, tell, sent=_sent))
