"""Each agency says when grades are reviewed, whether lowering takes two, and who is trained in which tool."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chrysalis.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0003_let_agencies_say_how_many_leads_lift"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RiskRules",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("risk-rules"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("standard_days", models.PositiveSmallIntegerField(default=84)),
                ("medium_days", models.PositiveSmallIntegerField(default=56)),
                ("high_days", models.PositiveSmallIntegerField(default=28)),
                ("very_high_days", models.PositiveSmallIntegerField(default=28)),
                ("tool_days", models.JSONField(blank=True, default=dict)),
                ("two_lower", models.BooleanField(default=True)),
                ("local_bands", models.BooleanField(default=False)),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "risk rules",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("high_days__range", (1, 366)),
                            ("medium_days__range", (1, 366)),
                            ("standard_days__range", (1, 366)),
                            ("very_high_days__range", (1, 366)),
                        ),
                        name="grades_are_reviewed_within_a_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ToolTraining",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("tool-training"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tool_slug", models.SlugField(max_length=40)),
                ("is_trained", models.BooleanField(default=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
                "indexes": [models.Index(fields=["agency", "tool_slug"], name="training_of_agency")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_trained", True), ("until", None), _connector="OR"),
                        name="untrained_until_nothing",
                    )
                ],
            },
        ),
    ]
