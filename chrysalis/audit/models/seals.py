"""Seals: each closes the entries committed since the one before it, and holds to that one by its digest.

A seal keeps the key and the hash of every entry it closes, so that the row which was changed can be
named, and the root of the tree over them, so that the list itself cannot be changed either.

SAFETY: one chain a side. How many entries the safety side has tells how much happens there.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class Seal(models.Model):
    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    horizon = models.BigIntegerField()  # every entry of a transaction below it, and not sealed before
    keys = ArrayField(models.UUIDField())
    leaves = models.BinaryField()  # one hash an entry, in the order of the keys
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    is_append_only = True

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return f"seal {self.number}"


class ChangeSeal(Seal):
    id = keys.primary("change-seal")

    class Rows:
        sealer = rows.Chain()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class SafetySeal(Seal):
    id = keys.primary("safety-seal")

    class Rows:
        sealer = rows.Chain()

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class AccountSeal(Seal):
    id = keys.primary("account-seal")

    class Rows:
        sealer = rows.Chain()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


SEALS: dict[Side, type[Seal]] = {
    Side.CHANGE: ChangeSeal,
    Side.SAFETY: SafetySeal,
    Side.NEITHER: AccountSeal,
}
