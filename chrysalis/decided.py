"""Every page and who may open it, read from the URL table itself: nothing is listed by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from chrysalis.access.decide import holders
from chrysalis.access.permissions import Permission


@dataclass(frozen=True)
class Page:
    """A page, and the decision its view carries: a permission, or why it needs none."""

    name: str
    address: str
    view: Callable[..., Any]

    @property
    def permission(self) -> Permission | None:
        return getattr(self.view, "permission", None)

    @property
    def open_because(self) -> str:
        """Why it is open to everyone with a hat, or before one is worn."""
        return getattr(self.view, "any_hat", "") or getattr(self.view, "hatless", "")

    @property
    def is_decided(self) -> bool:
        return bool(self.permission) != bool(self.open_because)

    @property
    def who(self) -> str:
        if self.permission:
            return ", ".join(role.name for role in holders(self.permission))
        return "Every role" if getattr(self.view, "any_hat", "") else "Anyone, before a role is chosen"

    @property
    def why(self) -> str:
        return f"May {self.permission.english}" if self.permission else self.open_because


def pages() -> Iterator[Page]:
    yield from _walk(get_resolver(), "/", "")


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Page]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, address, _join(namespace, entry.namespace))
        elif isinstance(entry, URLPattern):
            yield Page(_join(namespace, entry.name), address, entry.callback)


def _join(namespace: str, name: str | None) -> str:
    return ":".join(filter(None, [namespace, name]))
