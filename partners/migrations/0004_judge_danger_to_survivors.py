"""Tools of risk completed with a survivor, and the grades of danger to them: apart from the other side."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import chrysalis.keys


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_let_agencies_say_how_many_leads_lift"),
        ("partners", "0003_say_which_slips_wait"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SurvivorAssessment",
            fields=[
                ("tool_slug", models.SlugField(max_length=40)),
                ("tool_version", models.SlugField(max_length=20)),
                ("answers", models.JSONField()),
                ("opinion", models.SlugField(blank=True, max_length=20)),
                ("is_partial", models.BooleanField()),
                ("assessed_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("survivor-assessment"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "ordering": ["-assessed_on", "-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SurvivorGrade",
            fields=[
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("standard", "Standard"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("very_high", "Very high: needs multi-agency management"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "imminence",
                    models.CharField(
                        choices=[
                            ("now", "Now"),
                            ("days", "In days"),
                            ("weeks", "In weeks"),
                            ("not", "Not imminent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("tool", "A tool, and judgement"), ("judgement", "Judgement alone")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(max_length=4000)),
                (
                    "level_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("standard", "Standard"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("very_high", "Very high: needs multi-agency management"),
                        ],
                        max_length=10,
                    ),
                ),
                ("needs_second", models.BooleanField(default=False)),
                ("review_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("survivor-grade"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SurvivorGradeAnswer",
            fields=[
                ("agrees", models.BooleanField()),
                ("remark", models.TextField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("survivor-grade-answer"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="survivor",
            name="grade",
            field=models.CharField(
                blank=True,
                choices=[
                    ("standard", "Standard"),
                    ("medium", "Medium"),
                    ("high", "High"),
                    ("very_high", "Very high: needs multi-agency management"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="survivor",
            name="grade_review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="survivor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grade", ""), ("grade_review_on__isnull", True)),
                    models.Q(models.Q(("grade", ""), _negated=True), ("grade_review_on__isnull", False)),
                    _connector="OR",
                ),
                name="survivor_grade_has_a_review",
            ),
        ),
        migrations.AddField(
            model_name="survivorassessment",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="survivorassessment",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="partners.survivorassessment",
            ),
        ),
        migrations.AddField(
            model_name="survivorassessment",
            name="support_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="survivorassessment",
            name="survivor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="partners.survivor",
            ),
        ),
        migrations.AddField(
            model_name="survivorgrade",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="survivorgrade",
            name="support_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="survivorgrade",
            name="survivor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="partners.survivor"
            ),
        ),
        migrations.AddField(
            model_name="survivorgradeanswer",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="survivorgradeanswer",
            name="grade",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer",
                to="partners.survivorgrade",
            ),
        ),
        migrations.AddField(
            model_name="survivorgradeanswer",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="survivorgradeanswer",
            name="support_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="survivorgradeanswer",
            name="survivor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.survivor"
            ),
        ),
        migrations.AddConstraint(
            model_name="survivorassessment",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func("answers", function="jsonb_typeof", output_field=models.TextField()),
                    models.Value("object"),
                ),
                name="survivorassessment_answers_by_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="survivorassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "assessed_on__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("at"), "+", models.Value(datetime.timedelta(seconds=3600))
                        ),
                    )
                ),
                name="survivorassessment_not_in_the_future",
            ),
        ),
        migrations.AddConstraint(
            model_name="survivorgrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="survivorgrade_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="survivorgrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_on__gt", models.F("at"))), name="survivorgrade_is_reviewed_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="survivorgradeanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("set_by")), _negated=True),
                name="survivorgradeanswer_is_a_second_person",
            ),
        ),
    ]
