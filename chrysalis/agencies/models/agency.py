from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.versions import Versioned


class Nation(models.TextChoices):
    """Whose bank holidays count."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


class Agency(Versioned):
    """An organisation that takes part. One agency may be of several kinds: a provider that is also
    the victim service has separate roles, inboxes and people for each."""

    class Kind(models.TextChoices):
        POLICE_FORCE = "police_force", "Police force"
        CUSTODY_SUITE = "custody_suite", "Custody suite"
        COUNCIL = "council", "Council"
        PROVIDER = "provider", "Provider"
        VICTIM_SERVICE = "victim_service", "Victim service"
        COMMISSIONER = "commissioner", "Commissioner"
        PROBATION = "probation", "Probation"
        HEALTH = "health", "Health"
        OTHER = "other", "Other"

    id = keys.primary("agency")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="suites")
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND)
    telephone = models.CharField(max_length=40, blank=True)
    # How work e-mail addresses of the agency end, without the @: whoever reads mail there may ask for a
    # link to refer somebody. Never one that the public can have an address at.
    email_domains = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    # Shorter or longer than the role's own limit is the agency's choice; it can only shorten.
    idle_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    password_sign_in = models.BooleanField(default=True)
    # Whether lifting a restriction takes two safeguarding leads, where there are two.
    two_leads_lift = models.BooleanField(default=True)

    # For integrators to try everything with nobody real: it takes part with its like alone. The database
    # holds that, and that it never changes (chrysalis/access/triggers.py).
    is_sandbox = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(condition=models.Q(kinds__len__gte=1), name="agency_has_a_kind"),
            models.CheckConstraint(
                condition=~models.Q(kinds__contains=["custody_suite"]) | models.Q(parent__isnull=False),
                name="custody_suite_is_under_a_force",
            ),
            models.CheckConstraint(
                condition=models.Q(idle_minutes__isnull=True) | models.Q(idle_minutes__range=(5, 30)),
                name="agency_idle_minutes_5_to_30",
            ),
        ]

    class Rows:
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.name
