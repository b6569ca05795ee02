"""Documents on the form of a referral, or where its parts are checked: added one by one, sent along with it.

The form of one document stands within that of the referral, so that without script either button sends all
that was typed. SAFETY: a document that names anybody harmed goes up as it is added, and the page then says
what it says of any other; only those of this side are listed.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.urls import reverse

from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.agencies.models import Scheme
from chrysalis.attachments.cards import about, colour, taken
from chrysalis.attachments.forms import Attach
from chrysalis.drafts.actions import NotKept, keep, send_once
from chrysalis.drafts.page import Writing, read_key
from referrals import documents
from referrals.actions import attaching
from referrals.gates.partner_documents import PartnerDocuments, receiver_in
from referrals.models import ReferralDocument


@dataclass(frozen=True)
class Line:
    """A document that goes with the referral, if it is not taken back before."""

    title: str
    about: str
    tag: str
    colour: str
    why: str
    key: str


def _nothing() -> None:
    """What is written there rests already."""


@dataclass(frozen=True)
class Place:
    """The page on which documents are added."""

    key: uuid.UUID  # under which the referral is sent
    address: str
    is_sent: bool  # whether one of its buttons was pressed
    put_by: Callable[[], object] = _nothing  # keeps what was typed beside them; raises NotKept

    @classmethod
    def of(cls, request: Request, writing: Writing, *, at: dt.datetime) -> "Place":
        """Beside a form that keeps drafts."""

        def put_by() -> object:
            return keep(request.POST, by=request.hat, at=at)

        address = f"{reverse('referrals:submit')}?draft={writing.key}"
        return cls(writing.key, address, writing.is_sent, put_by)


@dataclass
class Attaching:
    request: Request
    place: Place
    scheme: Scheme
    receiver: PartnerDocuments | None
    at: dt.datetime
    form: Attach
    is_in_the_way: bool = False  # whether the referral itself cannot be sent now
    leads_to: str = ""  # the page to go to instead of drawing one

    @classmethod
    def begin(cls, request: Request, place: Place, scheme: Scheme, *, at: dt.datetime) -> "Attaching":
        """What was asked of documents is done; then the referral may be sent, drawn, or gone back to."""
        receiver, is_pressed = receiver_in(scheme), place.is_sent and "attach" in request.POST
        is_added = is_pressed or (place.is_sent and _holds_something(request))
        many = documents.held(request.hat, place.key, at=at).count() if is_added else 0
        form = Attach(
            request,
            is_sent=is_added,
            is_received=receiver is not None,
            is_full=many >= settings.ATTACHMENTS_MOST,
        )
        asked = cls(request, place, scheme, receiver, at, form)
        if place.is_sent and request.POST.get("take_back"):
            asked._take_back(request.POST["take_back"])
        elif is_added:
            asked._add(goes_back=is_pressed)
        return asked

    def _add(self, *, goes_back: bool) -> None:
        if not self.form.is_valid():
            self.is_in_the_way = True
            return
        send_once(read_key(self.form.cleaned_data["key"]), self._keep, by=self.request.hat, at=self.at)
        self.form = Attach(self.request, is_sent=False, is_received=self.receiver is not None, is_full=False)
        if goes_back:
            messages.success(self.request, taken(self.at))
            self._go_back()

    def _keep(self) -> str:
        by, at, told = self.request.hat, self.at, self.form.told
        if self.form.is_harmed and self.receiver:
            self.receiver.take(**told, about="", scheme=self.scheme, came_with=self.place.key, by=by, at=at)
        else:
            attaching.hold(**told, came_with=self.place.key, by=by, at=at)
        return self.place.address

    def _take_back(self, key: str) -> None:
        held = documents.held(self.request.hat, self.place.key, at=self.at)
        found: ReferralDocument = get_visible_or_404(self.request.hat, held, pk=key)
        attaching.take_back(found, by=self.request.hat, at=self.at)
        messages.success(self.request, "Taken back.")
        self._go_back()

    def _go_back(self) -> None:
        """To what was typed, which is kept; drawn at once where it cannot be."""
        self.is_in_the_way = True
        try:
            self.place.put_by()
        except NotKept:
            return
        self.leads_to = f"{self.place.address}#documents"

    @property
    def entries(self) -> list[Line]:
        held = documents.held(self.request.hat, self.place.key, at=self.at)
        return [_line(each) for each in held]


def _line(held: ReferralDocument) -> Line:
    tag = "" if held.is_clean else held.get_state_display()
    return Line(held.title, about(held), tag, colour(held), held.get_why_display(), str(held.pk))


def _holds_something(request: Request) -> bool:
    """A file that was chosen goes along with the button that sends the referral too."""
    too_large: bool = getattr(request, "is_too_large", False)
    return bool(request.FILES) or too_large
