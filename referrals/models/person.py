from uuid import UUID

from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.versions import Versioned
from referrals.models.age_path import AgePath


class Sex(models.TextChoices):
    """The census wording, and the two honest ways of not having it."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    DECLINED = "declined", "Prefers not to say"
    NOT_KNOWN = "not_known", "Not known"


class PersonDetails(models.Model):
    """Who a person is and how to reach them: as a referrer gave it, and as we hold it.

    A date of birth may be partial: "1990", "1990-03" or "1990-03-14".
    """

    given_names = models.CharField(max_length=400)
    family_name = models.CharField(max_length=400)
    known_as = models.CharField("name the person goes by", max_length=400, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.NOT_KNOWN)
    language = models.CharField("language, where an interpreter is needed", max_length=100, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    telephone_is_safe = models.CharField(
        "safe to ring this number?",
        max_length=10,
        choices={"yes": "Yes", "no": "No", "not_known": "Not known"},
        default="not_known",
    )
    telephone_held_by_police = models.BooleanField("police hold this phone", default=False)
    staying_at = models.TextField("where the person will stay", max_length=1000, blank=True)
    agency_link = models.CharField(
        "works for, or is close to, an agency that could see the case",
        max_length=10,
        choices={"yes": "Yes", "no": "No", "not_known": "Not known"},
        default="not_known",
    )
    employer = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # empty where it takes no part in the scheme

    class Meta:
        abstract = True

    @property
    def safe_to_ring(self) -> str:
        """SAFETY: whoever holds a phone may answer it, whatever was said of it before."""
        held = "No: police hold this phone"
        return held if self.telephone_held_by_police else str(self.get_telephone_is_safe_display())  # type: ignore[attr-defined]

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.family_name}"

    @property
    def name_in_lists(self) -> str:
        return f"{self.family_name}, {self.given_names}"


PERSON_FIELDS = tuple(field.name for field in PersonDetails._meta.local_fields)


class Client(Versioned, PersonDetails):
    """One person, in one scheme, referred because of their behaviour. On screen: the person's name.

    SAFETY: nothing here may name or point at anyone harmed. Survivors are another model, in another
    app, that this side cannot reach.
    """

    id = keys.primary("client")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # The record that stands for all that are of one person; empty for most. It follows from the `Joining`
    # rows that stand, and is written by nothing else, so that it can be undone for ever.
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    # As it was on the day of referral, or as somebody decided since; and what the date of birth said then.
    # Once that says something else, somebody is asked to decide: a birthday moves nobody.
    age_path = models.CharField("pathway", max_length=20, choices=AgePath, default=AgePath.ADULT)
    age_path_by_date = models.CharField(max_length=20, choices=AgePath, default=AgePath.ADULT)

    class Meta:
        ordering = ["family_name", "given_names"]
        indexes = [models.Index(fields=["scheme", "date_of_birth"], name="client_by_birth")]

    class Rows:
        casework = named = rows.Open(
            "id", "client_id", insert=True, change=True, owner=("provider_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"client {self.pk}"

    @property
    def person_id(self) -> UUID:
        """The same for all records that are of one person."""
        return self.joined_to_id or self.pk


class Identifier(models.Model):
    """A number by which another service knows the person. The raw value is kept as it was given;
    one that fails its check is kept too, with a warning."""

    id = keys.primary("identifier")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="identifiers")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=30)
    raw = models.CharField(max_length=60)
    tidy = models.CharField(max_length=60)
    warning = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["client", "kind", "raw"], name="identifier_once")]

    class Rows:
        casework = named = rows.Open("client_id", "client_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id}"
