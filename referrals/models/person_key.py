from django.db import models

from chrysalis import keys, lookups, privacy  # noqa: F401 - lookups registers `begins`
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency
from referrals.models.referral import Referral


class PersonKey(models.Model):
    """One key by which a person may be found: a word of the name, its sound, a date, a number.

    Kept beside the agency that may search by it, so that searching opens nothing, and begins with the
    own agency's part of the index: it takes as long, and finds as much, whoever else knows the person.
    """

    id = keys.primary("person-key")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="person_keys")
    # Copied down: a referrer may add a row of the own agency, and can look nothing up to prove it.
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_restricted = models.BooleanField(default=False)
    # Compared with what workers declared of people they know, as those of the case are.
    name_key = models.CharField(max_length=801, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    # "name:kestrel". In the order of its bytes, which equality and beginnings share one index for.
    text = models.CharField(max_length=80, db_collation="C")
    shown = models.CharField(max_length=500)
    # When a correction overtook it; it is found no longer, and goes with the next sweep.
    sweep_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        # With what the wall and the search ask beside it: comparing words reads the index alone.
        indexes = [
            models.Index(
                fields=["provider_agency", "text"],
                include=["is_restricted", "sweep_after", "referral"],
                name="person_key_of_agency",
            )
        ]

    class Rows:
        casework = rows.See(
            "provider_agency_id",
            "agency_id",
            insert=True,
            change=True,
            unless="is_restricted",
            bar=UNLESS_KNOWN,
        )
        named = rows.Open("referral_id", "referral_id", insert=True, change=True)
        referrer = machine = rows.Add("referring_agency_id", "agency_id")
        public = invited = rows.Add("provider_agency_id", "agency_id")
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"key of {self.referral_id}"
