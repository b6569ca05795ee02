"""The tables of attachments there are: each side declares its own, and what it tells of a file not taken."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from chrysalis.access.barriers import Side
from chrysalis.attachments.models import Attachment
from chrysalis.attachments.refusals import Why
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Shelf:
    """`tell` runs as the courier, in the transaction in which the file is refused. It is given a row of which
    it may read what the courier reads, and no more."""

    model: type[Attachment]
    tell: Callable[[Attachment, Why, dt.datetime], None]

    @property
    def slug(self) -> str:
        return self.model._meta.label

    @property
    def side(self) -> Side:
        side: Side = self.model.Privacy.side  # type: ignore[attr-defined]
        return side


SHELVES: Registry[Shelf] = Registry("shelf of attachments", key=lambda shelf: shelf.slug)
