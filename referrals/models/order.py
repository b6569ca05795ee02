from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.on_case import OnCase
from referrals.models.police import Obligation


class Order(OnCase):
    """An order, bail or licence that binds the person: by whom, from when, until when, in what words. Never
    changed but for how it ended: what a court varies is a further order, which says which one it varies.

    SAFETY: in general words. Whom it protects, and where, is nobody's business on this side: an exclusion
    zone gives an address away.
    """

    class Kind(models.TextChoices):
        BAIL = "bail", "Bail conditions"
        LICENCE = "licence", "Licence"
        COMMUNITY = "community", "Community order or suspended sentence"
        RESTRAINING = "restraining", "Restraining order"
        NON_MOLESTATION = "non_molestation", "Non-molestation order"
        OCCUPATION = "occupation", "Occupation order"
        DVPN = "dvpn", "Domestic violence protection notice"
        DVPO = "dvpo", "Domestic violence protection order"
        DAPN = "dapn", "Domestic abuse protection notice"
        DAPO = "dapo", "Domestic abuse protection order"
        SPO = "spo", "Stalking protection order"
        SPO_INTERIM = "spo_interim", "Interim stalking protection order"
        SHPO = "shpo", "Sexual harm prevention order"
        CHILDREN = "children", "Order about children"
        OTHER = "other", "Another order"

    class Ending(models.TextChoices):
        RAN_OUT = "ran_out", "It ended on its day"
        LIFTED = "lifted", "It was lifted, or bail was cancelled"
        VARIED = "varied", "It was varied or extended, and goes on"
        MISTAKE = "mistake", "It was recorded by mistake"

    id = keys.primary("order")
    kind = models.CharField(max_length=20, choices=Kind)
    authority = models.CharField("who made it", max_length=200)
    made_on = models.DateField("made on", null=True, blank=True)
    ends_on = models.DateField("ends on", null=True, blank=True)
    conditions = models.TextField(max_length=2000, blank=True)
    # Of what police told with the referral, the first that somebody recorded a change of.
    obligation = models.OneToOneField(
        Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    varies = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="varied_by"
    )
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("made_on")),
                name="order_ends_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(ending="", ended_on__isnull=True, ended_by__isnull=True, ended_because="")
                | (~Q(ending="") & Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="order_ended_for_a_reason",
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=("ending", "ended_on", "ended_because", "ended_by_id"),
        )

    def __str__(self) -> str:
        return f"order on {self.case_id}"
