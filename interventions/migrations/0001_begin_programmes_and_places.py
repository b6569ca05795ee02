import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chrysalis.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0003_let_agencies_say_how_many_leads_lift"),
        ("referrals", "0006_index_what_lists_read"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("agreement-text"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField(max_length=20000, verbose_name="text of the agreement")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Capacity",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("capacity"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("programme", models.SlugField(max_length=40)),
                ("starts_on", models.DateField(verbose_name="for people who begin from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("places", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "capacities",
                "ordering": ["starts_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ClientAgreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("client-agreement"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("signed", "Signed"), ("refused", "Did not want to sign")], max_length=10
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "On paper"), ("screen", "On this screen")],
                        max_length=10,
                        verbose_name="how it was signed",
                    ),
                ),
                (
                    "signed_as",
                    models.CharField(blank=True, max_length=400, verbose_name="name signed on the screen"),
                ),
                (
                    "interpreted_in",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="language it was interpreted in"
                    ),
                ),
                ("copy_given", models.BooleanField(default=False, verbose_name="the person has a copy")),
                ("refusal", models.CharField(blank=True, max_length=500, verbose_name="why not")),
                ("answered_on", models.DateField(verbose_name="day")),
                ("recorded_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interventions.agreementtext",
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("enrolment"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("programme", models.SlugField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a place"),
                            ("booked", "Place booked"),
                            ("active", "Attending"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("part_completed", "Part completed"),
                            ("withdrew", "Withdrew"),
                            ("withdrawn_by_service", "Place ended by the service"),
                            ("handed_over", "Handed over"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("waiting_since", models.DateTimeField()),
                ("waits_for", models.CharField(blank=True, max_length=200, verbose_name="why it waits")),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("start_overridden", models.BooleanField(default=False)),
                ("person_name", models.CharField(max_length=802)),
                ("reference", models.CharField(max_length=20)),
                ("name_key", models.CharField(blank=True, max_length=801)),
                ("date_of_birth", models.CharField(blank=True, max_length=10)),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interventions.clientagreement",
                    ),
                ),
                (
                    "capacity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interventions.capacity",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="referrals.case",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="referrals.client",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["waiting_since", "id"],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("enrolment-step"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("transition", models.SlugField(max_length=40)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("target", models.CharField(max_length=20)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="interventions.enrolment",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="FundingStream",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("funding-stream"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of the stream")),
                ("funder", models.CharField(max_length=200, verbose_name="who pays")),
                ("starts_on", models.DateField(verbose_name="pays from")),
                ("ends_on", models.DateField(verbose_name="pays until")),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="capacity",
            name="stream",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="capacities",
                to="interventions.fundingstream",
            ),
        ),
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("programme-version"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("programme", models.SlugField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField(verbose_name="holds from")),
                ("is_offered", models.BooleanField(default=True, verbose_name="takes people on")),
                ("made_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why it changed")),
                ("name", models.CharField(max_length=120, verbose_name="name of the programme")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("group", "Group"),
                            ("one_to_one", "One to one"),
                            ("mixed", "Group and one to one"),
                            ("remote", "Remote"),
                        ],
                        max_length=20,
                        verbose_name="how it is given",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("any", "Anybody"), ("men", "Men"), ("women", "Women")],
                        max_length=10,
                        verbose_name="for",
                    ),
                ),
                ("min_age", models.PositiveSmallIntegerField(verbose_name="youngest age")),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="oldest age"),
                ),
                (
                    "abuse_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("partner", "Abuse of a partner or ex-partner"),
                                ("stalking", "Stalking or harassment"),
                                ("to_parent", "Abuse of a parent or carer"),
                                ("to_child", "Abuse of a child"),
                                ("family", "Abuse of another relative"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kinds of abuse",
                    ),
                ),
                (
                    "relationships",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("partner", "Partner or ex-partner"),
                                ("same_sex_partner", "Partner or ex-partner of the same sex"),
                                ("parent", "Parent or carer"),
                                ("child", "Child"),
                                ("relative", "Another relative"),
                                ("other", "Somebody else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="towards whom",
                    ),
                ),
                (
                    "grades",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("standard", "Standard"),
                                ("medium", "Medium"),
                                ("high", "High"),
                                ("very_high", "Very high"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="grades of danger",
                    ),
                ),
                (
                    "residence",
                    models.CharField(
                        choices=[("anywhere", "Anywhere"), ("in_scheme", "In the area of the scheme")],
                        max_length=20,
                        verbose_name="where the person lives",
                    ),
                ),
                (
                    "needs_acknowledgement",
                    models.BooleanField(verbose_name="the person speaks of having been abusive"),
                ),
                ("needs_consent", models.BooleanField(verbose_name="the person agrees to take part")),
                ("needs_children", models.BooleanField(verbose_name="for parents only")),
                ("interpreter", models.BooleanField(verbose_name="can be given with an interpreter")),
                (
                    "criminal",
                    models.CharField(
                        choices=[
                            ("any", "May be ongoing"),
                            ("expert", "May be ongoing where an expert has assessed the risk"),
                            ("pre_only", "Before proceedings only"),
                            ("none", "None, not even being prepared"),
                        ],
                        max_length=20,
                        verbose_name="criminal proceedings",
                    ),
                ),
                (
                    "public_family",
                    models.CharField(
                        choices=[
                            ("any", "May be ongoing"),
                            ("expert", "May be ongoing where an expert has assessed the risk"),
                            ("pre_only", "Before proceedings only"),
                            ("none", "None, not even being prepared"),
                        ],
                        max_length=20,
                        verbose_name="public family proceedings",
                    ),
                ),
                (
                    "private_family",
                    models.CharField(
                        choices=[
                            ("any", "May be ongoing"),
                            ("expert", "May be ongoing where an expert has assessed the risk"),
                            ("pre_only", "Before proceedings only"),
                            ("none", "None, not even being prepared"),
                        ],
                        max_length=20,
                        verbose_name="private family proceedings",
                    ),
                ),
                (
                    "previous_months",
                    models.PositiveSmallIntegerField(verbose_name="months since a similar programme"),
                ),
                (
                    "exclusions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("firearms", "Recent firearms conviction"),
                                ("sexual", "Recent conviction for sexual abuse"),
                                ("illness", "Severe mental illness, not treated yet"),
                                ("substances", "Drink or drug use that is not stable yet"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="not for people with",
                    ),
                ),
                (
                    "assessments_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="assessments before it",
                    ),
                ),
                (
                    "modules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), blank=True, default=list, size=None
                    ),
                ),
                (
                    "core_modules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="core modules",
                    ),
                ),
                (
                    "sessions_total",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number of sessions"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes a session"),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("once", "Once"),
                            ("weekly", "Every week"),
                            ("fortnightly", "Every two weeks"),
                            ("monthly", "Every month"),
                            ("apart", "A number of days apart"),
                        ],
                        max_length=20,
                        verbose_name="how often",
                    ),
                ),
                (
                    "apart_min_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="at least so many days apart"
                    ),
                ),
                (
                    "apart_max_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="at most so many days apart"
                    ),
                ),
                (
                    "intake",
                    models.CharField(
                        choices=[
                            ("rolling", "Any week"),
                            ("entry_points", "At the start of a module"),
                            ("closed", "With the group's first session"),
                        ],
                        max_length=20,
                        verbose_name="people join",
                    ),
                ),
                (
                    "group_min",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="smallest group"),
                ),
                (
                    "group_max",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="largest group"),
                ),
                ("facilitators_min", models.PositiveSmallIntegerField(verbose_name="facilitators at least")),
                (
                    "mixed_facilitators",
                    models.BooleanField(verbose_name="a woman and a man facilitate, where possible"),
                ),
                (
                    "allocate_days",
                    models.PositiveSmallIntegerField(verbose_name="days from waiting to a start"),
                ),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("hard", "Partner support has done all it does"),
                            ("attempt_made", "Partner support has tried"),
                            ("none", "Nothing has to happen first"),
                        ],
                        max_length=20,
                        verbose_name="what partner support must have done before the start",
                    ),
                ),
                (
                    "contact_same_day",
                    models.BooleanField(
                        verbose_name="after a session missed without word: contact the same day"
                    ),
                ),
                (
                    "missed_in_row",
                    models.PositiveSmallIntegerField(verbose_name="missed in a row before a review"),
                ),
                ("missed_of", models.PositiveSmallIntegerField(verbose_name="missed in all before a review")),
                ("missed_weeks", models.PositiveSmallIntegerField(verbose_name="within so many weeks")),
                (
                    "late_minutes",
                    models.PositiveSmallIntegerField(verbose_name="minutes late that count as missed"),
                ),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(verbose_name="days in which a review decides"),
                ),
                (
                    "paused_may_end",
                    models.BooleanField(verbose_name="a place that stays paused may be ended"),
                ),
                (
                    "repeat_if_missed",
                    models.BooleanField(verbose_name="whoever misses one session repeats them all"),
                ),
                (
                    "completion_percent",
                    models.PositiveSmallIntegerField(verbose_name="percent of sessions that completes it"),
                ),
                ("exit_review", models.BooleanField(verbose_name="an exit review completes it")),
                (
                    "follow_up_months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="followed up after so many months",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-number"],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="programme_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="interventions.programmeversion",
            ),
        ),
        migrations.CreateModel(
            name="Suitability",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("suitability"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "abuse_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("partner", "Abuse of a partner or ex-partner"),
                                ("stalking", "Stalking or harassment"),
                                ("to_parent", "Abuse of a parent or carer"),
                                ("to_child", "Abuse of a child"),
                                ("family", "Abuse of another relative"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kinds of abuse the person speaks of",
                    ),
                ),
                (
                    "relationships",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("partner", "Partner or ex-partner"),
                                ("same_sex_partner", "Partner or ex-partner of the same sex"),
                                ("parent", "Parent or carer"),
                                ("child", "Child"),
                                ("relative", "Another relative"),
                                ("other", "Somebody else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="towards whom, in the person's own words",
                    ),
                ),
                (
                    "acknowledges",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="speaks of having been abusive, and of particular times",
                    ),
                ),
                (
                    "consents",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="agrees to take part",
                    ),
                ),
                (
                    "has_children",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="is a parent",
                    ),
                ),
                (
                    "fits_group",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="can take part in a group",
                    ),
                ),
                (
                    "lives_in_scheme",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="lives in the area of the scheme",
                    ),
                ),
                (
                    "criminal",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("prepared", "Being prepared, not begun"),
                            ("ongoing", "Ongoing"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                        verbose_name="criminal proceedings",
                    ),
                ),
                (
                    "public_family",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("prepared", "Being prepared, not begun"),
                            ("ongoing", "Ongoing"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                        verbose_name="public family proceedings",
                    ),
                ),
                (
                    "private_family",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("prepared", "Being prepared, not begun"),
                            ("ongoing", "Ongoing"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                        verbose_name="private family proceedings",
                    ),
                ),
                (
                    "expert_assessed",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="an expert has assessed the risk for the court",
                    ),
                ),
                (
                    "previous",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                        default="not_known",
                        max_length=10,
                        verbose_name="has completed a similar programme",
                    ),
                ),
                (
                    "previous_ended_on",
                    models.DateField(blank=True, null=True, verbose_name="the similar programme ended"),
                ),
                (
                    "exclusions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("firearms", "Recent firearms conviction"),
                                ("sexual", "Recent conviction for sexual abuse"),
                                ("illness", "Severe mental illness, not treated yet"),
                                ("substances", "Drink or drug use that is not stable yet"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what else applies",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "suitabilities",
                "ordering": ["-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="agreementtext",
            constraint=models.UniqueConstraint(
                fields=("provider_agency", "number"), name="agreement_text_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="agreement_text_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="clientagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "signed"), ("refusal", ""), models.Q(("way", ""), _negated=True)),
                    models.Q(
                        ("answer", "refused"),
                        ("signed_as", ""),
                        ("way", ""),
                        models.Q(("refusal", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="client_agreement_signed_or_refused_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="clientagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "screen"), _negated=True),
                    models.Q(("signed_as", ""), _negated=True),
                    _connector="OR",
                ),
                name="client_agreement_on_screen_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingstream",
            constraint=models.UniqueConstraint(
                fields=("provider_agency", "scheme", "name"), name="stream_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingstream",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="stream_ends_after_it_starts",
            ),
        ),
        migrations.AddIndex(
            model_name="capacity",
            index=models.Index(fields=["provider_agency", "programme"], name="capacity_of_programme"),
        ),
        migrations.AddConstraint(
            model_name="capacity",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken__lte", models.F("places"))), name="no_more_taken_than_places"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="capacity_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.UniqueConstraint(
                fields=("scheme", "provider_agency", "programme", "number"), name="version_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_age__isnull", True), ("max_age__gte", models.F("min_age")), _connector="OR"
                ),
                name="version_ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("completion_percent__range", (1, 100))), name="version_percent_1_to_100"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group_min__isnull", True),
                    ("group_max__isnull", True),
                    ("group_max__gte", models.F("group_min")),
                    _connector="OR",
                ),
                name="version_group_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("apart_min_days__isnull", False),
                        ("frequency", "apart"),
                        ("apart_max_days__gte", models.F("apart_min_days")),
                    ),
                    models.Q(
                        models.Q(("frequency", "apart"), _negated=True),
                        ("apart_max_days__isnull", True),
                        ("apart_min_days__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="version_days_apart_where_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("modules__contains", models.F("core_modules"))),
                name="version_core_modules_are_modules",
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(
                fields=["provider_agency", "state", "waiting_since", "id"],
                include=("is_restricted",),
                name="enrolment_by_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "booked", "active", "paused"))),
                fields=("case", "programme"),
                name="one_place_a_programme",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("booked", "active", "paused")), _negated=True),
                    models.Q(("agreement__isnull", False), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="place_held_has_a_start_and_an_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waiting"), _negated=True),
                    models.Q(("capacity__isnull", True), ("starts_on__isnull", True)),
                    _connector="OR",
                ),
                name="whoever_waits_holds_no_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", True), ("state__in", ("waiting", "booked", "active", "paused"))
                    ),
                    models.Q(
                        models.Q(("state__in", ("waiting", "booked", "active", "paused")), _negated=True),
                        ("ended_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="enrolment_ended_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="suitability",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="suitability_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="suitability",
            constraint=models.CheckConstraint(
                condition=models.Q(("previous_ended_on__isnull", True), ("previous", "yes"), _connector="OR"),
                name="suitability_previous_has_ended",
            ),
        ),
    ]
