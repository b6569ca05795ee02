from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from interventions.models.enrolment import Enrolment
from referrals.models import Case


class Concern(models.Model):
    """A worker fears for somebody's safety now. Added, never changed.

    SAFETY: it holds what the worker saw or heard of the person on the programme. What is known of anyone
    harmed goes to partner support, and the page says so.

    The words of the choices are read with others in the room, and so say little to them.
    """

    class Kind(models.TextChoices):
        WORDS = "words", "Something said"
        PLANS = "plans", "Something planned"
        EVENT = "event", "Something that happened"
        STATE = "state", "How the person is"

    class About(models.TextChoices):
        PERSON = "person", "The person"
        CLOSE = "close", "Somebody close to the person"
        CHILD = "child", "A child"
        HERE = "here", "Somebody here"
        OTHER = "other", "Somebody else"

    class Called(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_NEEDED = "not_needed", "Not needed"

    id = keys.primary("concern")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="concerns")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=10, choices=About)
    police_called = models.CharField(max_length=10, choices=Called)
    manager_told = models.BooleanField()
    account = models.TextField("in your words", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]

    class Rows:
        casework = rows.See("provider_agency_id", "agency_id", insert=True, unless="is_restricted")
        safeguarding = rows.See("provider_agency_id", "agency_id", unless="is_restricted")
        facilitator = rows.Add("provider_agency_id", "agency_id")
        named = rows.Open("case_id", "case_id", insert=True, change=True, only=("is_restricted",))

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"concern on {self.case_id}"
