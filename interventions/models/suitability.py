from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from interventions.catalogue import terms
from interventions.models.version import words_of
from referrals.models import Case


class Known(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Stage(models.TextChoices):
    """Where proceedings of one kind stand."""

    NONE = "none", "No proceedings"
    PREPARED = "prepared", "Being prepared, not begun"
    ONGOING = "ongoing", "Ongoing"
    NOT_KNOWN = "not_known", "Not known"


def _known(label: str) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Known, default=Known.NOT_KNOWN)


def _stage(label: str) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Stage, default=Stage.NOT_KNOWN)


class Suitability(models.Model):
    """What decides which programme, as the person told it. Added, never changed: the newest holds.

    SAFETY: closed words of the person's own account. Who was harmed, where they live and what they say
    is never asked here, and no answer of theirs may be put in.
    """

    id = keys.primary("suitability")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    abuse_types = ArrayField(
        models.CharField(max_length=20, choices=words_of(terms.Abuse)),
        default=list,
        blank=True,
        verbose_name="kinds of abuse the person speaks of",
    )
    relationships = ArrayField(
        models.CharField(max_length=20, choices=words_of(terms.Relationship)),
        default=list,
        blank=True,
        verbose_name="towards whom, in the person's own words",
    )
    acknowledges = _known("speaks of having been abusive, and of particular times")
    consents = _known("agrees to take part")
    has_children = _known("is a parent")
    fits_group = _known("can take part in a group")
    lives_in_scheme = _known("lives in the area of the scheme")
    criminal = _stage("criminal proceedings")
    public_family = _stage("public family proceedings")
    private_family = _stage("private family proceedings")
    expert_assessed = _known("an expert has assessed the risk for the court")
    previous = _known("has completed a similar programme")
    previous_ended_on = models.DateField("the similar programme ended", null=True, blank=True)
    exclusions = ArrayField(
        models.CharField(max_length=20, choices=words_of(terms.Exclusion)),
        default=list,
        blank=True,
        verbose_name="what else applies",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "suitabilities"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="suitability_numbered_once"),
            models.CheckConstraint(
                condition=Q(previous_ended_on__isnull=True) | Q(previous="yes"),
                name="suitability_previous_has_ended",
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
        return f"suitability of {self.case_id}"
