import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.working_days import in_london
from referrals.events import Happened
from referrals.models.referral import Referral, Source


class Marker(models.TextChoices):
    """Risk to the staff who will meet the person."""

    WEAPONS = "weapons", "Weapons"
    VIOLENCE = "violence", "Violence towards staff"
    SELF_HARM = "self_harm", "Self-harm or suicide"
    MENTAL_HEALTH = "mental_health", "Mental health"
    DRUGS = "drugs", "Drugs or alcohol"
    DOGS = "dogs", "Dogs at the address"


class Occasion(models.TextChoices):
    """What is new, as far as whoever refers knows. Whether the person is known here, nobody is asked or
    told."""

    INCIDENT = Happened.INCIDENT.value, "A new incident"
    ARREST = Happened.ARREST.value, "An arrest"
    BREACH = Happened.BREACH.value, "A breach of an order or of conditions"
    NOTHING = "nothing", "Nothing new"


class CameWith(models.Model):
    """Something that was told with a referral, frozen as it was sent; read where that is open."""

    referral: Any

    # Copied down: a referrer may add a row of the own agency, and can look nothing up to prove it.
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    class Rows:
        casework = rows.Open("referral_id", "referral_id", insert=True)  # of what they write down themselves
        named = rows.Open("referral_id", "referral_id")
        referrer = machine = rows.Add("referring_agency_id", "agency_id")
        invited = rows.Add("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    @property
    def numbers(self) -> dict[str, str]:
        """By kind; what was not given is left out."""
        return {}

    @property
    def numbers_of_person(self) -> dict[str, str]:
        """Those by which the person is known, and not what happened this once."""
        return {}


class CustodyDetails(CameWith):
    """What a custody officer knows beside the person: the arrest, fitness, the interview, the way out.

    The alleged offence stays an allegation. Whether the person agrees never affects custody.
    """

    class Fit(models.TextChoices):
        YES = "yes", "Yes"
        NOT_YET = "not_yet", "Not yet"
        NOT_ASSESSED = "not_assessed", "Not assessed"

    class AppropriateAdult(models.TextChoices):
        NOT_NEEDED = "not_needed", "Not needed"
        NEEDED = "needed", "Needed, not here yet"
        PRESENT = "present", "Needed and present"

    class Interview(models.TextChoices):
        BEFORE = "before", "Not interviewed yet"
        AFTER = "after", "Interviewed"
        NONE = "none", "No interview planned"

    class Agrees(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_ASKED = "not_asked", "Not asked: unsafe or unfit"

    class Outcome(models.TextChoices):
        IN_CUSTODY = "in_custody", "Still in custody"
        BAILED = "bailed", "Bailed"
        RUI = "rui", "Released under investigation"
        CHARGED = "charged", "Charged"
        CAUTION = "caution", "Conditional caution"
        NFA = "nfa", "No further action"

    id = keys.primary("custody-details")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="custody")
    custody_record_number = models.CharField(max_length=40)
    pnc_id = models.CharField("PNC ID", max_length=40, blank=True)
    crime_number = models.CharField(max_length=40, blank=True)
    occasion = models.CharField("what is new", max_length=20, choices=Occasion, blank=True)
    arrested_at = models.DateTimeField(null=True, blank=True)
    alleged_offence = models.CharField(max_length=200, blank=True)
    officer_in_case = models.CharField("officer in the case", max_length=200, blank=True)
    fit_to_talk = models.CharField("fit and sober to talk", max_length=20, choices=Fit)
    appropriate_adult = models.CharField(max_length=20, choices=AppropriateAdult)
    interview = models.CharField(max_length=20, choices=Interview, blank=True)
    agrees = models.CharField("agrees to be contacted", max_length=20, choices=Agrees)
    why_without = models.CharField("why without agreement", max_length=500, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    release_expected_at = models.DateTimeField(null=True, blank=True)
    bail_conditions = models.TextField(max_length=2000, blank=True)
    return_on = models.DateField("bail return or court date", null=True, blank=True)
    markers = ArrayField(models.CharField(max_length=20, choices=Marker), default=list, blank=True)
    anything_else = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "custody details"

    def __str__(self) -> str:
        return f"custody details of {self.referral_id}"

    @property
    def account(self) -> str:
        """What happened, as the sender told it."""
        return self.alleged_offence

    @property
    def happened_on(self) -> dt.date | None:
        return in_london(self.arrested_at).date() if self.arrested_at else None

    @property
    def numbers(self) -> dict[str, str]:
        given = {"pnc": self.pnc_id, "custody-record": self.custody_record_number, "crime": self.crime_number}
        return {kind: raw for kind, raw in given.items() if raw}

    @property
    def numbers_of_person(self) -> dict[str, str]:
        return {kind: raw for kind, raw in self.numbers.items() if kind == "pnc"}


class ProfessionalDetails(CameWith):
    """What a colleague of another agency knows beside the person: what has happened, who else is involved,
    and whether the person agrees. Without agreement it says why all the same: that is not the lawful basis,
    which the agreement between the agencies names.

    SAFETY: what has happened is told without whoever was harmed. That goes to partner support, sealed.
    """

    class Behaviour(models.TextChoices):
        PHYSICAL = "physical", "Physical"
        SEXUAL = "sexual", "Sexual"
        CONTROLLING = "controlling", "Controlling or coercive"
        ECONOMIC = "economic", "Economic"
        EMOTIONAL = "emotional", "Emotional"
        STALKING = "stalking", "Stalking or harassment"
        TECHNOLOGY = "technology", "Through phones, cameras or accounts"
        HONOUR = "honour", "In the name of honour, or forced marriage"
        TO_PARENT = "to_parent", "Towards a parent or carer"

    class Agrees(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_ASKED = "not_asked", "Not asked: unsafe, or not possible"

    class Without(models.TextChoices):
        """Why somebody is referred who has not agreed."""

        HARM = "harm", "To prevent serious harm to somebody"
        CHILD = "child", "To protect a child or an adult at risk"
        ORDER = "order", "A court order or a condition asks for it"
        CONFERENCE = "conference", "Several agencies decided it together"

    class Earlier(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known"

    id = keys.primary("professional-details")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="professional")
    post = models.CharField("post of the sender", max_length=200)
    reached_at = models.CharField("how to reach the sender", max_length=200)
    behaviours = ArrayField(models.CharField(max_length=20, choices=Behaviour))
    occasion = models.CharField("what is new", max_length=20, choices=Occasion, blank=True)
    what_happened = models.TextField(max_length=4000)
    latest_on = models.CharField("when it last happened", max_length=10, blank=True)  # as much as is known
    orders = models.TextField("orders, conditions and proceedings", max_length=2000, blank=True)
    agrees = models.CharField("agrees to be contacted", max_length=20, choices=Agrees)
    without = models.CharField("why without agreement", max_length=20, choices=Without, blank=True)
    why_without = models.CharField("why it is necessary", max_length=500, blank=True)
    earlier = models.CharField("was on a programme before", max_length=20, choices=Earlier, blank=True)
    earlier_said = models.TextField("which, when, and whether it was finished", max_length=1000, blank=True)
    children = models.TextField(max_length=2000, blank=True)
    other_services = models.TextField(max_length=2000, blank=True)
    hopes = models.TextField("what the sender hopes for", max_length=1000, blank=True)
    number = models.CharField("number by which the sender knows the person", max_length=60, blank=True)
    number_kind = models.SlugField(max_length=30, blank=True)
    markers = ArrayField(models.CharField(max_length=20, choices=Marker), default=list, blank=True)
    anything_else = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "professional details"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agrees="yes", without="")
                | (~models.Q(agrees="yes") & ~models.Q(without="")),
                name="professional_says_why_without_agreement",
            ),
            models.CheckConstraint(
                condition=models.Q(number="", number_kind="")
                | (~models.Q(number="") & ~models.Q(number_kind="")),
                name="professional_number_of_a_kind",
            ),
        ]

    class Rows(CameWith.Rows):
        # Many at once, of a spreadsheet: added to what is the own agency's, and read of what is open alone.
        casework = rows.Open(
            "referral_id", "referral_id", insert=True, owner=("provider_agency_id", "agency_id")
        )

    def __str__(self) -> str:
        return f"professional details of {self.referral_id}"

    @property
    def account(self) -> str:
        return self.what_happened

    @property
    def happened_on(self) -> dt.date | None:
        """Where the day of it is known, and not only the month or year."""
        return dt.date.fromisoformat(self.latest_on) if len(self.latest_on) == len("2026-11-22") else None

    @property
    def numbers(self) -> dict[str, str]:
        return {self.number_kind: self.number} if self.number else {}

    @property
    def numbers_of_person(self) -> dict[str, str]:
        return self.numbers


def details_of(source: str) -> type[CustodyDetails] | type[ProfessionalDetails]:
    """What comes with a referral that an agency sends through that door."""
    return CustodyDetails if source == Source.CUSTODY else ProfessionalDetails
