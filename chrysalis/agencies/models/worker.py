from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.roles import ROLES, Role, role_choices
from chrysalis.agencies.models.agency import Agency
from chrysalis.versions import Versioned


Found = TypeVar("Found", bound=models.QuerySet)
PUBLIC = ("id", "full_name", "is_active")


class Workers(BaseUserManager):
    def get_by_natural_key(self, email: str) -> "Worker":
        return self.get(email__iexact=email)


class Names(models.Manager["Worker"]):
    """Workers as everybody else knows them, with no column that a persona may not read."""

    def get_queryset(self) -> models.QuerySet["Worker"]:
        return super().get_queryset().only(*PUBLIC)


class Worker(AbstractBaseUser):
    """A professional who signs in. What they may do comes from a membership, never from here: there
    is no superuser and no staff flag.

    SAFETY: a password hash that can be read can be guessed at home, and whoever guesses it reads what
    its owner may. So personas read the columns in `PUBLIC`, by grant, and the rest is the service's own
    while it lets people in and keeps accounts. Under a hat ask `Worker.names` or `with_name`: whoever
    forgets gets an error from the database.
    """

    id = keys.primary("worker")
    email = models.EmailField("work e-mail address", max_length=254, unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = Workers()
    names = Names()

    class Meta:
        ordering = ["full_name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="worker_email_once")]

    class Rows:
        everyone = rows.Reference(columns=PUBLIC)

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.full_name


def with_name(found: Found, *paths: str) -> Found:
    """The rows with the workers at the end of these foreign keys: name and whether in use, and no more."""
    kept = [field.attname for field in Worker._meta.concrete_fields if field.attname not in PUBLIC]
    return found.select_related(*paths).defer(*(f"{path}__{column}" for path in paths for column in kept))


class Membership(Versioned):
    """A worker's place in an agency: one role, from a day, until a day or until further notice."""

    id = keys.primary("membership")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role_slug = models.SlugField("role", max_length=40, choices=role_choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["worker", "agency", "role_slug"],
                condition=Q(ends_on__isnull=True),
                name="one_open_membership_a_role",
            ),
        ]

    class Rows:
        app = rows.See("agency_id", "agency_id", insert=True, change=True)
        safeguarding = rows.See("agency_id", "agency_id")  # leads choose whom to name

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.role.name}, {self.agency.name}"

    @property
    def role(self) -> type[Role]:
        return ROLES[self.role_slug]
