"""Where a hat can go: each place is declared beside the page it leads to."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Place:
    """A line of the navigation, and of the home page, for whoever holds the permission."""

    slug: str  # also the name of its URL
    text: str
    what_for: str
    permission: Permission
    order: int = 50  # what is used all day comes first, what is used once a month last

    @cached_property
    def href(self) -> str:
        """Looked up once a process: every page asks for all of them."""
        return reverse(self.slug)


PLACES: Registry[Place] = Registry("place", key=lambda place: place.slug)


def places(hat: Hat | None) -> list[Place]:
    return sorted((place for place in PLACES if can(hat, place.permission)), key=lambda place: place.order)


def navigation(hat: Hat | None, path: str) -> list[dict[str, object]]:
    """The lines for the base page; the current one is the place whose address the page's begins with."""
    return [
        {"text": place.text, "href": place.href, "current": path.startswith(place.href)}
        for place in places(hat)
    ]
