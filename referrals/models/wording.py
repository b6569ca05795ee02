"""What a scheme calls its reasons. The words may change; what is counted does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models

from chrysalis import privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.versions import Versioned


class SchemeWord(Versioned):
    """What a scheme calls one reason. Without a row, it is called what it is called everywhere."""

    reason: Any

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    # Copied from the scheme, so that who may edit is one plain comparison.
    kept_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)

    class Meta:
        abstract = True

    class Rows:
        app = rows.See("kept_by_id", "agency_id", insert=True, change=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


@dataclass(frozen=True)
class SchemeWords:
    """What a scheme calls each of its reasons, and the version of each; 0 where nobody has changed it."""

    rows: Mapping[str, Any]
    reasons: ClassVar[type[models.TextChoices]]
    model: ClassVar[type[SchemeWord]]

    @classmethod
    def of(cls, found: Iterable[Any]) -> Self:
        return cls({each.reason: each for each in found})

    def said(self, reason: str) -> str:
        row = self.rows.get(reason)
        return row.words if row else str(self.reasons(reason).label)

    def version(self, reason: str) -> int:
        row = self.rows.get(reason)
        return row.version if row else 0

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(reason, self.said(reason)) for reason in self.reasons.values]
