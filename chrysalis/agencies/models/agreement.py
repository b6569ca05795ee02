from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models.agency import Agency
from chrysalis.agencies.models.scheme import Scheme
from chrysalis.versions import Versioned


class Agreement(Versioned):
    """An information-sharing agreement: what the signatories of one scheme may tell each other, why,
    and until when. Without one in force, nothing new is shared."""

    id = keys.primary("agreement")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="agreements")
    kept_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="kept_agreements")
    title = models.CharField(max_length=200)
    scope = models.TextField("what may be shared")
    purpose = models.TextField("what it is shared for")
    starts_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        ordering = ["expires_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
        ]

    class Rows:
        information = rows.Keep("kept_by_id", "agency_id", insert=True, change=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """One agency's signature under an agreement, with the basis in law it relies on."""

    class Basis(models.TextChoices):
        """UK GDPR Articles 6 and 10 and the Data Protection Act 2018, in the words officers use."""

        LAW_ENFORCEMENT = "law_enforcement", "Law enforcement (DPA 2018 Part 3)"
        PUBLIC_TASK = "public_task", "Public task (UK GDPR 6(1)(e))"
        LEGITIMATE = "legitimate_interests", "Legitimate interests (UK GDPR 6(1)(f))"
        RECOGNISED = "recognised_legitimate", "Recognised legitimate interests (safeguarding, crime)"
        LEGAL_OBLIGATION = "legal_obligation", "Legal obligation (UK GDPR 6(1)(c))"
        CONSENT = "consent", "Consent (UK GDPR 6(1)(a))"

    id = keys.primary("signature")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="signatures")
    lawful_basis = models.CharField(max_length=30, choices=Basis)
    signatory = models.CharField("signed by (name and post)", max_length=200)
    signed_on = models.DateField()

    class Meta:
        ordering = ["signed_on"]
        constraints = [models.UniqueConstraint(fields=["agreement", "agency"], name="signature_once")]

    class Rows:
        information = rows.Keep("agency_id", "agency_id", insert=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.signatory
