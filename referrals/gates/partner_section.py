"""The block "For partner support only" on a referrer's form: declared here, filled by the safety side.

A referrer often knows somebody who was harmed. What they write of that person goes straight to a
partner support service, and this app neither reads, keeps nor repeats it: it holds a form that it
did not make, and hands what was sent to whoever answers.

SAFETY: nothing comes back through here. No number, state or word of what was sealed may ever be
shown on this side: the person referred, or a friend in uniform, would learn that somebody told.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django import forms

from chrysalis.access.visitor import Who
from chrysalis.agencies.models import Scheme
from chrysalis.registry import Registry


class Seal(Protocol):
    def __call__(
        self,
        told: dict[str, Any],
        *,
        scheme: Scheme,
        came_with: UUID | None,
        told_by: str = "",
        key: UUID | None = None,
        by: Who,
        at: dt.datetime,
    ) -> object: ...


@dataclass(frozen=True)
class PartnerSection:
    slug: str  # the referrer's form that it stands on
    form: Callable[..., forms.Form]  # takes the scheme, beside what a form takes
    is_received: Callable[[Scheme], bool]  # whether anybody is there to read it
    seal: Seal


HARMED = "harmed"  # the page of the public door for whoever is harmed
PARTNER_SECTIONS: Registry[PartnerSection] = Registry("partner section", key=lambda section: section.slug)


def section_for(slug: str, scheme: Scheme) -> PartnerSection | None:
    """The section of a form in a scheme; None where nobody would receive it."""
    if slug in PARTNER_SECTIONS and PARTNER_SECTIONS[slug].is_received(scheme):
        return PARTNER_SECTIONS[slug]
    return None
