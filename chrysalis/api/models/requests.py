from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.api.models.systems import RecordsSystem
from chrysalis.keys import Key


class KeyedRequest(models.Model):
    """What a records system sent under one key, by digest alone, and the answer it got: sent again, it gets
    the same answer, and nothing is done twice."""

    id = keys.primary("keyed-request")
    system = models.ForeignKey(RecordsSystem, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    # Keyed by the service's secret: whoever reads the table cannot try which body it was.
    digest = models.CharField(max_length=64)
    # The key that the referral will bear, and the digest of what was sealed beside it last.
    sent_as = models.UUIDField(default=Key("sent-by-machine"), editable=False)
    sealed = models.CharField(max_length=64, blank=True)
    reference = models.CharField(max_length=20, blank=True)  # empty until something was made
    answer = models.BinaryField(default=b"")
    sweep_after = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="one_request_a_key")]

    class Rows:
        # In their place stands the system itself (chrysalis/access/visitor.py).
        machine = rows.See("system_id", "membership_id", insert=True, change=True)
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "passing"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"request of {self.system_id}"
