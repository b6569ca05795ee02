from django.db import models

from chrysalis import keys
from referrals.models.came_with import CameWith
from referrals.models.referral import Referral


class Circumstances(CameWith):
    """How somebody lives, as far as whoever refers them knows, and what would help them to take part. All of
    it may be left out: nobody guesses to get on.

    SAFETY: of the person referred alone. Whom they live with, and who was harmed, is asked nowhere here.
    """

    class Status(models.TextChoices):
        TOGETHER = "together", "In a relationship"
        APART = "apart", "Parting, or parted lately"
        SINGLE = "single", "On their own"

    class Housing(models.TextChoices):
        SETTLED = "settled", "A settled home"
        FOR_NOW = "for_now", "Somewhere for now"
        NONE = "none", "No fixed address"

    class YesNo(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    class Motivation(models.TextChoices):
        WANTS = "wants", "Wants to change"
        UNSURE = "unsure", "Not sure"
        TOLD_TO = "told_to", "Comes because they are told to"

    class Speaks(models.TextChoices):
        ACCEPTS = "accepts", "Speaks of what they did"
        MINIMISES = "minimises", "Makes it smaller, or blames others"
        DENIES = "denies", "Denies it"

    class Frequency(models.TextChoices):
        ONCE = "once", "Once, as far as is known"
        SOMETIMES = "sometimes", "Now and then"
        OFTEN = "often", "Every week or more"

    class Trend(models.TextChoices):
        WORSE = "worse", "More often, or worse"
        SAME = "same", "As before"
        LESS = "less", "Less often, or less bad"

    id = keys.primary("circumstances")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="circumstances")
    occupation = models.CharField(max_length=200, blank=True)
    works_at = models.CharField("employer", max_length=200, blank=True)
    shifts = models.CharField("shift pattern", max_length=200, blank=True)
    status = models.CharField("relationship status", max_length=20, choices=Status, blank=True)
    housing = models.CharField(max_length=20, choices=Housing, blank=True)
    is_parent = models.CharField("parental responsibility", max_length=10, choices=YesNo, blank=True)
    armed_forces = models.CharField("served in the armed forces", max_length=10, choices=YesNo, blank=True)
    gp = models.CharField("GP or surgery", max_length=200, blank=True)
    needs = models.CharField("help with reading, learning or access", max_length=500, blank=True)
    motivation = models.CharField(max_length=20, choices=Motivation, blank=True)
    speaks = models.CharField("how they speak of it", max_length=20, choices=Speaks, blank=True)
    available = models.CharField("when they could come", max_length=200, blank=True)
    travel = models.CharField("how they would travel", max_length=200, blank=True)
    childcare = models.CharField(max_length=200, blank=True)
    first_on = models.CharField("when it first happened", max_length=10, blank=True)  # as much as is known
    frequency = models.CharField("how often", max_length=20, choices=Frequency, blank=True)
    trend = models.CharField("of late", max_length=20, choices=Trend, blank=True)
    team = models.CharField("team, and manager", max_length=200, blank=True)
    heard_of = models.CharField("how the sender heard of the service", max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "circumstances"

    def __str__(self) -> str:
        return f"circumstances of {self.referral_id}"
