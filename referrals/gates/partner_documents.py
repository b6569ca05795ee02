"""What somebody sends that names or describes anyone harmed: handed up as it is sent, and kept nowhere here.

SAFETY: nothing comes back. Whoever sent it reads that it was taken, in the same words as of any document;
on this side no row, count, name or moment tells that there was one.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.attachments.kinds import Kind
from chrysalis.registry import Registry


class Take(Protocol):
    def __call__(
        self,
        body: bytes,
        *,
        kind: Kind,
        title: str,
        about: str,
        scheme: Scheme,
        came_with: UUID | None,
        by: Hat,
        at: dt.datetime,
    ) -> None: ...


@dataclass(frozen=True)
class PartnerDocuments:
    """`about` is what whoever sends it calls the person referred, where no referral says it."""

    slug: str
    is_received: Callable[[Scheme], bool]  # whether anybody is there to read it
    take: Take


PARTNER_DOCUMENTS: Registry[PartnerDocuments] = Registry("receiver of documents", key=lambda each: each.slug)


def receiver_in(scheme: Scheme) -> PartnerDocuments | None:
    """None where nobody would receive it."""
    return next((each for each in PARTNER_DOCUMENTS if each.is_received(scheme)), None)
