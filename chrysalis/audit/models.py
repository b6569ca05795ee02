"""The log: one entry for every read of a person, every write, disclosure and refusal.

SAFETY: one table a side. An entry on the safety side tells that a survivor exists; it may never be
read by anyone who works with the client.

Entries name what they tell of by key, without foreign keys: they outlive it, and erasing a person
never fails because somebody once looked. Nothing updates or deletes an entry (the database role of
the service has no grant to).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class Entry(models.Model):
    at = models.DateTimeField()
    word = models.CharField(max_length=60)
    worker_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    role_slug = models.CharField(max_length=40, blank=True)
    subjects = ArrayField(models.UUIDField(), default=list)
    fields = ArrayField(models.CharField(max_length=60), default=list)  # their names, never their values
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.word} at {self.at:%Y-%m-%d %H:%M}"


class ChangeEntry(Entry):
    id = keys.primary("change-entry")

    class Meta(Entry.Meta):
        verbose_name_plural = "change entries"

    class Rows:
        everyone = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class AccountEntry(Entry):
    """What happened to accounts, agreements and reference data, and who signed in."""

    id = keys.primary("account-entry")

    class Meta(Entry.Meta):
        verbose_name_plural = "account entries"

    class Rows:
        everyone = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "log"
        subject_access = True
        after_erasure = privacy.Erasure.KEEP
