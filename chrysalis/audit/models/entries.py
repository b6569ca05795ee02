"""The log: one entry for every read of a person, every write, disclosure and refusal.

SAFETY: one table a side. An entry on the safety side tells that a survivor exists; it may never be
read by anyone who works with the client.

Entries name what they tell of by key, without foreign keys: they outlive it, and erasing a person
never fails because somebody once looked. Nothing updates or deletes an entry: no role of the service
has the grant, and a trigger refuses it to the owner too. What the owner does after taking that guard
away is found by the seals.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.purposes import Purpose


class Entry(models.Model):
    xid = models.BigIntegerField(default=0, editable=False)  # stamped by the database (access/triggers.py)
    at = models.DateTimeField()
    word = models.CharField(max_length=60)
    worker_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    role_slug = models.CharField(max_length=40, blank=True)
    subjects = ArrayField(models.UUIDField(), default=list)
    fields = ArrayField(models.CharField(max_length=60), default=list)  # their names, never their values
    purpose = models.CharField(max_length=30, choices=[(p.slug, p.english) for p in Purpose], blank=True)
    reason = models.TextField(blank=True)
    # Who was told, where the entry is of a disclosure: an agency of ours, or the words for anybody else.
    recipient_id = models.UUIDField(null=True)
    recipient = models.CharField(max_length=200, blank=True)
    # The agency that holds what was looked at: it may see that others looked.
    holder_id = models.UUIDField(null=True)
    request_id = models.UUIDField(null=True)
    was_refused = models.BooleanField(default=False)

    is_append_only = True

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["xid"], name="%(class)s_by_xid"),
            models.Index(fields=["agency_id", "-at", "-id"], name="%(class)s_by_agency"),
            models.Index(fields=["holder_id", "-at", "-id"], name="%(class)s_by_holder"),
            models.Index(fields=["worker_id", "-at", "-id"], name="%(class)s_by_worker"),
            BrinIndex(fields=["at"], name="%(class)s_by_time"),
            GinIndex(fields=["subjects"], name="%(class)s_subjects"),
        ]

    def __str__(self) -> str:
        return f"{self.word} at {self.at:%Y-%m-%d %H:%M}"


class ChangeEntry(Entry):
    id = keys.primary("change-entry")

    class Meta(Entry.Meta):
        verbose_name_plural = "change entries"

    class Rows:
        information = rows.See("agency_id", "agency_id", insert=True, also="holder_id")
        change_system = rows.Settled()
        courier = rows.Raise("worker_id")
        sealer = rows.Settled()
        everyone = public = invited = machine = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class SafetyEntry(Entry):
    id = keys.primary("safety-entry")

    class Meta(Entry.Meta):
        verbose_name_plural = "safety entries"

    class Rows:
        safety_information = rows.See("agency_id", "agency_id", insert=True, also="holder_id")
        safety_system = rows.Settled()
        courier = rows.Raise("worker_id")
        sealer = rows.Settled()
        everyone = public = invited = machine = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class AccountEntry(Entry):
    """What happened to accounts, agreements and reference data, and who signed in."""

    id = keys.primary("account-entry")

    class Meta(Entry.Meta):
        verbose_name_plural = "account entries"

    class Rows:
        courier = rows.Raise("worker_id")
        sealer = rows.Settled()
        everyone = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "log"
        subject_access = True
        after_erasure = privacy.Erasure.KEEP


TABLES: dict[Side, type[Entry]] = {
    Side.CHANGE: ChangeEntry,
    Side.SAFETY: SafetyEntry,
    Side.NEITHER: AccountEntry,
}
