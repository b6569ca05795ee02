"""Tools of risk completed about a person, the grades of danger, and the one in force on the case."""

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
        ("referrals", "0010_begin_each_leg_somewhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
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
                        default=chrysalis.keys.Key("assessment"),
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
            name="Grade",
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
                        default=chrysalis.keys.Key("grade"), editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GradeAnswer",
            fields=[
                ("agrees", models.BooleanField()),
                ("remark", models.TextField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("grade-answer"),
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
            model_name="case",
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
            model_name="case",
            name="grade_review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grade", ""), ("grade_review_on__isnull", True)),
                    models.Q(models.Q(("grade", ""), _negated=True), ("grade_review_on__isnull", False)),
                    _connector="OR",
                ),
                name="case_grade_has_a_review",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="referrals.case"
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="referrals.assessment",
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="referrals.case"
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="gradeanswer",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="gradeanswer",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.case"
            ),
        ),
        migrations.AddField(
            model_name="gradeanswer",
            name="grade",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="referrals.grade"
            ),
        ),
        migrations.AddField(
            model_name="gradeanswer",
            name="provider_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="gradeanswer",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func("answers", function="jsonb_typeof", output_field=models.TextField()),
                    models.Value("object"),
                ),
                name="assessment_answers_by_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "assessed_on__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("at"), "+", models.Value(datetime.timedelta(seconds=3600))
                        ),
                    )
                ),
                name="assessment_not_in_the_future",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="grade_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_on__gt", models.F("at"))), name="grade_is_reviewed_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradeanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("set_by")), _negated=True),
                name="gradeanswer_is_a_second_person",
            ),
        ),
    ]
