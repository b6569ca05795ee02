from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from interventions.catalogue import PROGRAMMES, terms
from referrals.events import Level


GRADES = [
    (Level.STANDARD.value, "Standard"),
    (Level.MEDIUM.value, "Medium"),
    (Level.HIGH.value, "High"),
    (Level.VERY_HIGH.value, "Very high"),
]


def words_of(closed: type[terms.Word]) -> list[tuple[str, str]]:
    return [(word.value, word.label) for word in closed]


def _some_of(choices: list, **options) -> ArrayField:
    return ArrayField(models.CharField(max_length=20, choices=choices), default=list, blank=True, **options)


class ProgrammeVersion(models.Model):
    """How one provider runs one programme in one scheme, from a day on until the next version begins.

    Added, never changed: an edit is a new version, and a place keeps the version it began under. The
    columns are `catalogue.terms.Terms` by the same names.
    """

    id = keys.primary("programme-version")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    programme = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField("holds from")
    is_offered = models.BooleanField("takes people on", default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    reason = models.CharField("why it changed", max_length=500, blank=True)

    name = models.CharField("name of the programme", max_length=120)
    mode = models.CharField("how it is given", max_length=20, choices=words_of(terms.Mode))
    sex = models.CharField("for", max_length=10, choices=words_of(terms.SexRule))
    min_age = models.PositiveSmallIntegerField("youngest age")
    max_age = models.PositiveSmallIntegerField("oldest age", null=True, blank=True)
    abuse_types = _some_of(words_of(terms.Abuse), verbose_name="kinds of abuse")
    relationships = _some_of(words_of(terms.Relationship), verbose_name="towards whom")
    grades = _some_of(GRADES, verbose_name="grades of danger")
    residence = models.CharField("where the person lives", max_length=20, choices=words_of(terms.Residence))
    needs_acknowledgement = models.BooleanField("the person speaks of having been abusive")
    needs_consent = models.BooleanField("the person agrees to take part")
    needs_children = models.BooleanField("for parents only")
    interpreter = models.BooleanField("can be given with an interpreter")
    criminal = models.CharField("criminal proceedings", max_length=20, choices=words_of(terms.Proceedings))
    public_family = models.CharField(
        "public family proceedings", max_length=20, choices=words_of(terms.Proceedings)
    )
    private_family = models.CharField(
        "private family proceedings", max_length=20, choices=words_of(terms.Proceedings)
    )
    previous_months = models.PositiveSmallIntegerField("months since a similar programme")
    exclusions = _some_of(words_of(terms.Exclusion), verbose_name="not for people with")
    assessments_before = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="assessments before it"
    )
    modules = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    core_modules = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, verbose_name="core modules"
    )
    sessions_total = models.PositiveSmallIntegerField("number of sessions", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes a session", null=True, blank=True)
    frequency = models.CharField("how often", max_length=20, choices=words_of(terms.Frequency))
    apart_min_days = models.PositiveSmallIntegerField("at least so many days apart", null=True, blank=True)
    apart_max_days = models.PositiveSmallIntegerField("at most so many days apart", null=True, blank=True)
    intake = models.CharField("people join", max_length=20, choices=words_of(terms.Intake))
    group_min = models.PositiveSmallIntegerField("smallest group", null=True, blank=True)
    group_max = models.PositiveSmallIntegerField("largest group", null=True, blank=True)
    facilitators_min = models.PositiveSmallIntegerField("facilitators at least")
    mixed_facilitators = models.BooleanField("a woman and a man facilitate, where possible")
    allocate_days = models.PositiveSmallIntegerField("days from waiting to a start")
    gate = models.CharField(
        "what partner support must have done before the start", max_length=20, choices=words_of(terms.Gate)
    )
    contact_same_day = models.BooleanField("after a session missed without word: contact the same day")
    missed_in_row = models.PositiveSmallIntegerField("missed in a row before a review")
    missed_of = models.PositiveSmallIntegerField("missed in all before a review")
    missed_weeks = models.PositiveSmallIntegerField("within so many weeks")
    late_minutes = models.PositiveSmallIntegerField("minutes late that count as missed")
    review_days = models.PositiveSmallIntegerField("days in which a review decides")
    paused_may_end = models.BooleanField("a place that stays paused may be ended")
    repeat_if_missed = models.BooleanField("whoever misses one session repeats them all")
    completion_percent = models.PositiveSmallIntegerField("percent of sessions that completes it")
    exit_review = models.BooleanField("an exit review completes it")
    follow_up_months = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        verbose_name="followed up after so many months",
    )

    class Meta:
        ordering = ["-starts_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "provider_agency", "programme", "number"], name="version_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")), name="version_ages_in_order"
            ),
            models.CheckConstraint(
                condition=Q(completion_percent__range=(1, 100)), name="version_percent_1_to_100"
            ),
            models.CheckConstraint(
                condition=Q(group_min__isnull=True)
                | Q(group_max__isnull=True)
                | Q(group_max__gte=F("group_min")),
                name="version_group_in_order",
            ),
            models.CheckConstraint(
                condition=Q(frequency=terms.Frequency.APART.value, apart_min_days__isnull=False)
                & Q(apart_max_days__gte=F("apart_min_days"))
                | ~Q(frequency=terms.Frequency.APART.value)
                & Q(apart_min_days__isnull=True, apart_max_days__isnull=True),
                name="version_days_apart_where_apart",
            ),
            models.CheckConstraint(
                condition=Q(modules__contains=F("core_modules")), name="version_core_modules_are_modules"
            ),
        ]

    class Rows:
        change_manager = rows.Keep("provider_agency_id", "agency_id", insert=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def declared(self) -> terms.Programme:
        return PROGRAMMES[self.programme]
