from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.on_case import OnCase


class Child(OnCase):
    """A child whom the person or a referrer named: who, how old, and who of children's services to ring
    tonight. Never changed: what is put right is a further row, and the one before says so.

    SAFETY: there is no field for where a child lives or goes to school, and there never is one: it leads to
    whoever was harmed. That is known on the safety side alone.
    """

    class Relation(models.TextChoices):
        OWN = "own", "Their own child"
        STEP = "step", "Stepchild"
        UNBORN = "unborn", "Unborn child"
        SIBLING = "sibling", "Brother or sister"
        GRANDCHILD = "grandchild", "Grandchild"
        OTHER = "other", "Another child"

    class Standing(models.TextChoices):
        NOT_KNOWN = "not_known", "Not known"
        NONE = "none", "Nobody is involved"
        EARLY_HELP = "early_help", "Early help"
        IN_NEED = "in_need", "Child in need"
        PROTECTION = "protection", "Child protection plan"
        PROCEEDINGS = "proceedings", "Before or in care proceedings"
        LOOKED_AFTER = "looked_after", "Looked after"

    class ToldBy(models.TextChoices):
        PERSON = "person", "The person"
        REFERRER = "referrer", "Whoever referred them"
        SERVICES = "services", "Children’s services"
        OTHER = "other", "Another professional"

    id = keys.primary("child")
    name = models.CharField(max_length=200)
    date_of_birth = models.CharField(max_length=10, blank=True)  # as much of it as is known
    age = models.PositiveSmallIntegerField(null=True, blank=True)  # as it was told, on the day of `at`
    relation = models.CharField("relationship", max_length=20, choices=Relation)
    standing = models.CharField("children’s services", max_length=20, choices=Standing)
    social_worker = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    reached_at = models.CharField("to reach them", max_length=200, blank=True)
    told_by = models.CharField("who told you", max_length=20, choices=ToldBy)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "children"
        constraints = [
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=25, date_of_birth=""), name="child_has_one_age"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="child_put_right_for_a_reason",
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=("ended_at", "ended_because", "ended_by_id"),
        )

    def __str__(self) -> str:
        return f"child on {self.case_id}"
