from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from partners.models.survivor import Survivor


class Relationship(models.TextChoices):
    """What the person referred is to the survivor."""

    PARTNER = "partner", "Partner"
    EX_PARTNER = "ex_partner", "Former partner"
    RELATIVE = "relative", "Relative"
    OTHER = "other", "Somebody else"


class ClientLink(models.Model):
    """Whom a survivor was harmed by, where that person is known to the other side. Never changed.

    SAFETY: the reference points down and is a bare key. There is no way to follow it up: no relation, no
    constraint, and erasing the person referred neither fails nor takes longer because of this row.
    """

    id = keys.primary("client-link")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="links")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    client_name = models.CharField("name of the person referred", max_length=802)
    case_reference = models.CharField(max_length=20)
    provider = models.CharField("provider that holds the case", max_length=200)
    relationship = models.CharField(max_length=20, choices=Relationship)
    since = models.CharField(max_length=10, blank=True)  # as much as is known
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ["-linked_at", "-id"]
        indexes = [models.Index(fields=["client_id"], name="link_by_client")]
        constraints = [models.UniqueConstraint(fields=["survivor", "client_id"], name="client_linked_once")]

    class Rows:
        linkwork = rows.Open("survivor_id", "survivor_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"link of {self.survivor_id}"
