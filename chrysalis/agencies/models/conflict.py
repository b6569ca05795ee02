from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q

from chrysalis import keys, lookups, privacy  # noqa: F401 - lookups registers `begins`
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models.agency import Agency


class Conflict(models.Model):
    """A worker's declaration: I know this person outside work. It shuts the worker out of every case of
    somebody of that name and date of birth, and tells the safeguarding leads why.

    The name is kept as its key alone (`matching.py`): enough to compare, and to say it back.
    """

    class Kind(models.TextChoices):
        RELATIVE = "relative", "Relative or in-law"
        PARTNER = "partner", "Partner or ex-partner"
        FRIEND = "friend", "Friend or neighbour"
        WORK = "work", "Works, or worked, with me"
        OTHER = "other", "Another connection"

    id = keys.primary("conflict")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name_key = models.CharField(max_length=801)
    date_of_birth = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # empty while it stands
    ask_again_on = models.DateField()

    class Meta:
        ordering = ["-since", "id"]
        indexes = [models.Index(fields=["worker", "until"], name="conflict_of_worker")]

    class Rows:
        casework = named = facilitator = rows.See("worker_id", "worker_id", insert=True, change=True)
        safeguarding = rows.See("agency_id", "agency_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"{self.kind} of {self.worker_id}"


def _not_known_to(hat: Hat) -> Q:
    own = Conflict.objects.filter(worker_id=hat.worker_id, until__isnull=True, name_key=OuterRef("name_key"))
    born = own.alias(born=ExpressionWrapper(OuterRef("date_of_birth"), output_field=models.CharField()))
    agree = Q(date_of_birth__begins=F("born")) | Q(born__begins=F("date_of_birth"))
    return ~Q(Exists(born.filter(agree)))


# SAFETY: a worker who knows the person could warn them, or find whoever hides from them. So the database
# itself gives such a worker no row, and not the queries alone. A date known in part contradicts nothing.
UNLESS_KNOWN = rows.Bar(
    ("name_key", "date_of_birth"),
    """NOT EXISTS (
        SELECT 1 FROM agencies_conflict known
        WHERE known.worker_id = (SELECT ctx_worker_id()) AND known.until IS NULL
          AND known.name_key = {table}.name_key
          AND (known.date_of_birth ^@ {table}.date_of_birth OR {table}.date_of_birth ^@ known.date_of_birth)
    )""",
    _not_known_to,
)
