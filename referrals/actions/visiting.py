"""One visit to the public door: what is written there is kept sealed, until it is sent or left.

The visitor's key is the only way to it. It is in the browser until that is closed, or on a slip of paper if
the visitor asks for it; here is its digest.
"""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

from chrysalis.access.context import as_system, as_visitor
from chrysalis.access.visitor import Visitor
from chrysalis.agencies.models import Scheme
from chrysalis.keys import return_code
from referrals import visits
from referrals.actions.equality import record_own
from referrals.actions.self_referring import receiver_for, refer_oneself
from referrals.models import CameWith, EqualityAnswers, Visit
from referrals.return_codes import digest


@dataclass
class Written:
    """What a visitor has written: by page, the words of each field as they came. `sent` once it is."""

    scheme: str  # its slug: a key of one scheme opens nothing in another
    understood: str  # the version of the text on confidentiality
    understood_at: str
    sent_as: str = field(default_factory=lambda: str(uuid.uuid4()))
    pages: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    comes_back: bool = False  # they asked for the code
    # Of what was sent: its reference, by when somebody is in touch, and what is asked after it, once.
    sent: dict[str, str] = field(default_factory=dict)

    @property
    def may_be_counted(self) -> bool:
        """Whether the equality questions may still be answered."""
        return "referral" in self.sent and "counted" not in self.sent


def begin(scheme: Scheme, *, understood: str, at: dt.datetime) -> str:
    """The key of a new visit, of somebody who has read what is kept private and what is not."""
    code = return_code()
    keep(code, Written(scheme.slug, understood, at.isoformat()), scheme, at=at)
    return code


def keep(code: str, written: Written, scheme: Scheme, *, at: dt.datetime) -> None:
    days = dt.timedelta(days=settings.RETURN_DAYS) if written.comes_back else dt.timedelta()
    until = at + max(days, dt.timedelta(hours=settings.VISIT_HOURS))
    sealed = _box(code).encrypt(json.dumps(asdict(written)).encode())
    with as_visitor(Visitor(scheme.front_door_id)):
        visits.keep(digest(code), sealed, key=uuid.uuid4(), until=until)


def find(code: str, scheme: Scheme, *, at: dt.datetime) -> Written | None:
    """What was written under this key in this scheme. None for never, no longer and elsewhere alike."""
    if not code:
        return None
    with as_visitor(Visitor(scheme.front_door_id)):
        sealed = visits.find(digest(code), at=at)
    if sealed is None:
        return None
    try:
        written = Written(**json.loads(_box(code).decrypt(sealed)))
    except InvalidToken:
        return None
    return written if written.scheme == scheme.slug else None


@transaction.atomic
def write(code: str, scheme: Scheme, slug: str, words: dict[str, list[str]], *, at: dt.datetime) -> None:
    """Keep what stands on one page now. What was sent in the meantime, from elsewhere, stays sent."""
    written = find(code, scheme, at=at)  # and holds it: a page saved late must not bring back what was sent
    if written is not None and not written.sent:
        written.pages[slug] = words
        keep(code, written, scheme, at=at)


@transaction.atomic
def ask_for_code(code: str, scheme: Scheme, *, at: dt.datetime) -> None:
    """Keep it for longer, since they mean to come back."""
    written = find(code, scheme, at=at)
    if written is not None and not written.sent:
        written.comes_back = True
        keep(code, written, scheme, at=at)


def leave(code: str, scheme: Scheme) -> None:
    with as_visitor(Visitor(scheme.front_door_id)):
        visits.end(digest(code))


@transaction.atomic
def send(
    code: str,
    scheme: Scheme,
    *,
    person: dict[str, Any],
    details: dict[str, Any],
    of_partner: dict[str, Any],
    beside: Iterable[CameWith] = (),
    at: dt.datetime,
) -> None:
    """Send what was written, once: a second press, or twenty, finds it sent. Raises NobodyElse."""
    written = find(code, scheme, at=at)  # and holds it, until this is over
    if written is None or written.sent:
        return
    referral = refer_oneself(
        scheme,
        receiver_for(scheme, person.get("employer")),
        person=person,
        details=details,
        of_partner=of_partner,
        beside=beside,
        sent_as=UUID(written.sent_as),
        at=at,
    )
    written.sent = {
        "reference": referral.reference,
        "due": referral.first_contact_due_at.isoformat(),
        "referral": str(referral.pk),
        "receiver": str(referral.provider_agency_id),
        "path": referral.age_path,
    }
    # What was written is with the service now, and with nobody else.
    written.pages, written.comes_back = {}, False
    keep(code, written, scheme, at=at)


@transaction.atomic
def answer_equality(
    code: str, scheme: Scheme, answers: Iterable[EqualityAnswers], *, at: dt.datetime
) -> None:
    """Add what they said of themselves to what is counted: by whoever holds the key of the visit that sent,
    and once. Nothing said is no answer, and may still be given."""
    given = list(answers)
    written = find(code, scheme, at=at)  # and holds it, until this is over
    if written is None or not written.may_be_counted or not given:
        return
    by = Visitor(UUID(written.sent["receiver"]))
    record_own(UUID(written.sent["referral"]), given, by=by, at=at)
    written.sent["counted"] = "yes"
    keep(code, written, scheme, at=at)


def sweep() -> None:
    with as_system("safety_system"):
        Visit.objects.all().delete()  # all that this persona can see, which is what is due


def _box(code: str) -> Fernet:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"chrysalis visits")
    return Fernet(base64.urlsafe_b64encode(derive.derive(code.encode())))
