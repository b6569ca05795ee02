"""What a person agrees to before a programme begins: limits of confidentiality, contact with whoever was
harmed, sharing, group rules, attendance, complaints."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models import Case


class AgreementText(models.Model):
    """The words of one agency's client agreement. Added, never changed: people keep what they signed."""

    id = keys.primary("agreement-text")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.TextField("text of the agreement", max_length=20_000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider_agency", "number"], name="agreement_text_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="agreement_text_says_something"),
        ]

    class Rows:
        change_manager = rows.See("provider_agency_id", "agency_id", insert=True)
        casework = named = rows.See("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"client agreement {self.number}"


class ClientAgreement(models.Model):
    """That the person signed, or did not want to. Added, never changed: the newest of a case holds."""

    class Answer(models.TextChoices):
        SIGNED = "signed", "Signed"
        REFUSED = "refused", "Did not want to sign"

    class Way(models.TextChoices):
        PAPER = "paper", "On paper"
        SCREEN = "screen", "On this screen"

    id = keys.primary("client-agreement")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    way = models.CharField("how it was signed", max_length=10, choices=Way, blank=True)
    signed_as = models.CharField("name signed on the screen", max_length=400, blank=True)
    interpreted_in = models.CharField("language it was interpreted in", max_length=100, blank=True)
    copy_given = models.BooleanField("the person has a copy", default=False)
    refusal = models.CharField("why not", max_length=500, blank=True)
    answered_on = models.DateField("day")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(answer="signed", refusal="") & ~Q(way=""))
                | (Q(answer="refused", way="", signed_as="") & ~Q(refusal="")),
                name="client_agreement_signed_or_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(way="screen") | ~Q(signed_as=""), name="client_agreement_on_screen_has_a_name"
            ),
        ]

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"client agreement of {self.case_id}"
