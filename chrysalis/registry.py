"""A folder of declarations: one file each, found by loading the folder, kept by slug.

    ROLES = Registry("role", key=lambda role: role.slug)

Two declarations with one slug, or an unknown slug, raise: a silent second best hides mistakes.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar


T = TypeVar("T")


class Unknown(LookupError):
    """No declaration has this slug."""


class Registry(Generic[T]):
    def __init__(self, noun: str, *, key: Callable[[T], str]) -> None:
        self.noun, self._key, self._items = noun, key, dict[str, T]()

    def add(self, item: T) -> T:
        slug = self._key(item)
        if slug in self._items:
            raise ValueError(f"Two {self.noun}s are called {slug!r}.")
        self._items[slug] = item
        return item

    def load(self, package: str) -> None:
        """Import every module of the folder; each adds what it declares."""
        folder = importlib.import_module(package)
        for module in pkgutil.iter_modules(folder.__path__):
            importlib.import_module(f"{package}.{module.name}")

    def __getitem__(self, slug: str) -> T:
        try:
            return self._items[slug]
        except KeyError:
            raise Unknown(f"There is no {self.noun} called {slug!r}.") from None

    def __contains__(self, slug: object) -> bool:
        return slug in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def __len__(self) -> int:
        return len(self._items)
