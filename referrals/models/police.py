"""What a police force knows and nobody else: its numbers, the offence, a disposal, what binds the person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chrysalis import keys
from referrals.models.came_with import CameWith
from referrals.models.referral import Referral


class Known(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class PoliceDetails(CameWith):
    """The force's own record, as an officer gives it. What is alleged stays an allegation, and the force's
    grade stays the force's: it never becomes ours by itself."""

    class Stands(models.TextChoices):
        INVESTIGATION = "investigation", "Under investigation"
        BAILED = "bailed", "Bailed"
        DISPOSAL = "disposal", "Out-of-court disposal"
        CHARGED = "charged", "Charged"
        CONVICTED = "convicted", "Convicted"
        NFA = "nfa", "No further action"

    class Part(models.TextChoices):
        """What was part of it: of what the person is said to have done, not of whom it was done to."""

        WEAPON = "weapon", "A weapon was used or shown"
        STRANGULATION = "strangulation", "Strangulation or choking"
        INJURY = "injury", "An injury was caused"
        CHILDREN = "children", "Children were there"
        DRINK = "drink", "Drink"
        DRUGS = "drugs", "Drugs"

    id = keys.primary("police-details")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="police")
    unit = models.CharField("unit or team", max_length=200, blank=True)
    officer_in_case = models.CharField("officer in the case", max_length=200, blank=True)
    offence = models.CharField("offence alleged or admitted", max_length=200, blank=True)
    arrested_on = models.DateField("arrested", null=True, blank=True)
    stands = models.CharField("where it stands", max_length=20, choices=Stands, blank=True)
    next_on = models.DateField("next court, bail or review date", null=True, blank=True)
    parts = ArrayField(models.CharField(max_length=20, choices=Part), default=list, blank=True)
    history = models.TextField("cautions and convictions", max_length=1000, blank=True)
    firearms = models.CharField("holds a firearms licence", max_length=20, choices=Known, blank=True)
    risk_tool = models.CharField("tool the force graded with", max_length=100, blank=True)
    risk_said = models.CharField("the force's grade", max_length=60, blank=True)
    risk_on = models.DateField("graded on", null=True, blank=True)
    cro = models.CharField("CRO number", max_length=40, blank=True)
    crime_number = models.CharField(max_length=40, blank=True)
    incident_number = models.CharField("incident or log number", max_length=40, blank=True)
    custody_record_number = models.CharField(max_length=40, blank=True)
    asn = models.CharField("arrest summons number", max_length=40, blank=True)
    urn = models.CharField("case URN", max_length=40, blank=True)

    NUMBERS = {
        "cro": "cro",
        "crime_number": "crime",
        "incident_number": "incident",
        "custody_record_number": "custody-record",
        "asn": "asn",
        "urn": "urn",
    }

    class Meta:
        verbose_name_plural = "police details"
        constraints = [
            models.CheckConstraint(
                condition=Q(risk_said="", risk_tool="", risk_on__isnull=True)
                | (~Q(risk_said="") & ~Q(risk_tool="") & Q(risk_on__isnull=False)),
                name="police_grade_with_its_tool_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"police details of {self.referral_id}"

    @property
    def numbers(self) -> dict[str, str]:
        return {kind: raw for name, kind in self.NUMBERS.items() if (raw := getattr(self, name))}

    @property
    def numbers_of_person(self) -> dict[str, str]:
        return {kind: raw for kind, raw in self.numbers.items() if kind == "cro"}


class Disposal(CameWith):
    """An out-of-court disposal: what a person accepted instead of a court, and by when it is complied with.
    The deadline is the police's; what of a programme comes after it is voluntary.

    SAFETY: whether anybody harmed was asked, and no more. What they said goes to partner support, sealed.
    """

    class Kind(models.TextChoices):
        CONDITIONAL = "conditional", "Conditional caution"
        COMMUNITY = "community", "Community resolution"
        DEFERRED = "deferred", "Deferred prosecution (outcome 22)"
        YOUTH_CONDITIONAL = "youth_conditional", "Youth conditional caution"
        YOUTH = "youth", "Youth caution"

    class Admission(models.TextChoices):
        ADMITTED = "admitted", "Admitted the offence"
        ACCEPTS = "accepts", "Accepts responsibility, has not admitted it"
        NO = "no", "Neither"

    class DecidedBy(models.TextChoices):
        POLICE = "police", "Police"
        CPS = "cps", "Crown Prosecution Service"

    FOR_YOUTH = (Kind.YOUTH_CONDITIONAL, Kind.YOUTH)

    id = keys.primary("disposal")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="disposal")
    kind = models.CharField(max_length=20, choices=Kind)
    given_on = models.DateField("given on")
    due_on = models.DateField("to be complied with by", null=True, blank=True)
    admission = models.CharField(max_length=20, choices=Admission)
    decided_by = models.CharField(max_length=20, choices=DecidedBy)
    decision_maker = models.CharField(max_length=200, blank=True)
    views_obtained = models.CharField("views of anyone harmed obtained", max_length=20, choices=Known)
    notice_to = models.CharField("who wants to know the outcome", max_length=200, blank=True)
    youth_team = models.CharField("youth justice worker", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("given_on")) | Q(kind="youth", due_on__isnull=True),
                name="disposal_has_a_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"disposal of {self.referral_id}"


class Obligation(CameWith):
    """A condition, an order or bail that binds the person: in what words, and until when if that is known.

    SAFETY: in general words. Whom an order protects, and where, is nobody's business on this side.
    """

    class Kind(models.TextChoices):
        CONDITION = "condition", "Condition of the disposal"
        BAIL = "bail", "Bail conditions"
        RESTRAINING = "restraining", "Restraining order"
        NON_MOLESTATION = "non_molestation", "Non-molestation order"
        DAPN = "dapn", "Domestic abuse protection notice"
        DAPO = "dapo", "Domestic abuse protection order"
        SPO = "spo", "Stalking protection order"
        OTHER = "other", "Another order"

    id = keys.primary("obligation")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="obligations")
    place = models.PositiveSmallIntegerField()  # in the order they were given
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=500, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "place"], name="obligation_placed_once"),
            models.CheckConstraint(
                condition=~Q(kind="condition", words=""), name="obligation_condition_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"obligation of {self.referral_id}"
