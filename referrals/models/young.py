"""What is told of a young person beside what is told of anybody.

SAFETY: who was harmed is in no row here, and no row points at one. A parent or carer who was harmed, and who
also answers for the young person, stands here as the one who answers and as nothing else; that they are
supported, partner support knows alone.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.age_path import AgePath
from referrals.models.came_with import CameWith
from referrals.models.on_case import OnCase
from referrals.models.referral import Referral


class OfYoungPerson(CameWith):
    """Told with a referral, or written down by whoever decides on it: added, never changed. The newest
    holds."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # whoever decides on it; nobody, where it came with the referral

    class Meta:
        abstract = True

    class Rows(CameWith.Rows):
        named = rows.Open("referral_id", "referral_id", insert=True)
        public = rows.Add("provider_agency_id", "agency_id")


class YoungPerson(OfYoungPerson):
    """Who of children's services answers for a young person, and whether they can decide for themselves."""

    class Able(models.TextChoices):
        YES = "yes", "Yes: understands what is offered, and can decide"
        NO = "no", "No, or not yet"
        NOT_JUDGED = "not_judged", "Nobody has judged it yet"

    id = keys.primary("young-person")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    services_worker = models.CharField("children’s services", max_length=200, blank=True)
    services_reached_at = models.CharField("to reach them", max_length=200, blank=True)
    able = models.CharField("can decide for themselves", max_length=20, choices=Able, blank=True)
    able_because = models.CharField("how that was judged", max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "young people"

    def __str__(self) -> str:
        return f"young person of {self.referral_id}"


class ResponsibleAdult(OfYoungPerson):
    """Somebody with parental responsibility, or who looks after a young person: whom to ring, and whether
    they agree. It is never demanded of one who hurts the young person."""

    class Relation(models.TextChoices):
        PARENT = "parent", "Parent"
        STEP = "step", "Step-parent"
        FAMILY = "family", "Another relative"
        FOSTER = "foster", "Foster carer"
        COUNCIL = "council", "The council, by a court order"
        OTHER = "other", "Somebody else"

    class Agrees(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_ASKED = "not_asked", "Not asked: unsafe, or nobody safe to ask"
        NOT_YET = "not_yet", "Not asked yet: the young person named them"

    class Safe(models.TextChoices):
        """What the young person says, who asked for help themselves."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_SURE = "not_sure", "Not sure"

    id = keys.primary("responsible-adult")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=20, choices=Relation, blank=True)
    has_responsibility = models.CharField(
        "has parental responsibility",
        max_length=10,
        choices={"yes": "Yes", "no": "No", "not_known": "Not known"},
        blank=True,
    )
    reached_at = models.CharField("to reach them", max_length=200, blank=True)
    agrees = models.CharField("agrees", max_length=20, choices=Agrees)
    why = models.CharField("why not", max_length=500, blank=True)
    # SAFETY: read before anybody is spoken to.
    safe_to_talk = models.CharField(
        "safe to talk to them, says the young person", max_length=10, choices=Safe, blank=True
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(agrees="yes") | (~Q(name="") & ~Q(relation="")),
                name="responsible_adult_who_agrees_is_named",
            ),
            models.CheckConstraint(
                condition=Q(agrees="yes") | ~Q(why=""), name="responsible_adult_says_why_not"
            ),
        ]

    def __str__(self) -> str:
        return f"responsible adult of {self.referral_id}"


class PathChoice(OfYoungPerson):
    """That a person chose the pathway, where the date of birth leaves it open or says otherwise; and why."""

    id = keys.primary("path-choice")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=20, choices=AgePath)
    because = models.CharField(max_length=500)

    class Meta:
        ordering = ["-at", "-id"]

    class Rows:
        casework = named = rows.Open("referral_id", "referral_id", insert=True)

    def __str__(self) -> str:
        return f"pathway of {self.referral_id}"


class PathDecision(OnCase):
    """On which pathway somebody goes on, once the one that they were referred on ends: a birthday moves
    nobody."""

    id = keys.primary("path-decision")
    path = models.CharField(max_length=20, choices=AgePath)
    because = models.CharField(max_length=500)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"pathway on {self.case_id}"
