"""Money and the places it pays for."""

from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.versions import Versioned


class FundingStream(Versioned):
    """What one funder pays one provider for in one scheme, until a day."""

    id = keys.primary("funding-stream")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("name of the stream", max_length=120)
    funder = models.CharField("who pays", max_length=200)
    starts_on = models.DateField("pays from")
    ends_on = models.DateField("pays until")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["provider_agency", "scheme", "name"], name="stream_name_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="stream_ends_after_it_starts"
            ),
        ]

    class Rows:
        change_manager = rows.See("provider_agency_id", "agency_id", insert=True, change=True)
        casework = named = rows.See("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.name


class Capacity(Versioned):
    """So many places of one programme, paid by one stream, for people who begin in one period.

    `taken` is counted here, in the transaction that books, so that the last place goes to one person
    however many book at once, and those count whom the hat that books cannot see. A place is given back
    where a booking is undone; who has begun has used it.
    """

    id = keys.primary("capacity")
    stream = models.ForeignKey(FundingStream, on_delete=models.PROTECT, related_name="capacities")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    programme = models.SlugField(max_length=40)
    starts_on = models.DateField("for people who begin from")
    ends_on = models.DateField("until")
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name_plural = "capacities"
        indexes = [models.Index(fields=["provider_agency", "programme"], name="capacity_of_programme")]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="no_more_taken_than_places"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="capacity_ends_after_it_starts"
            ),
        ]

    class Rows:
        change_manager = rows.See("provider_agency_id", "agency_id", insert=True, change=True)
        casework = named = rows.See("provider_agency_id", "agency_id", change=True, only=("taken",))

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.places} places of {self.programme}"

    @property
    def left(self) -> int:
        return self.places - self.taken
