import django.db.models.deletion
from django.db import migrations, models

import chrysalis.keys


# Frozen: what the reasons were called on this day, where nobody had changed them.
REASONS = [
    ("outside_area", "Lives outside the area"),
    ("too_young", "Younger than the service takes"),
    ("other_harm", "Not about domestic abuse or stalking"),
    ("already_here", "Already with the service"),
    ("said_no", "Does not want contact"),
    ("other_help_first", "Needs other help first"),
    ("proceedings", "Court proceedings stand in the way"),
    ("other", "Another reason"),
]


def to_rows(apps, schema_editor):
    """What a scheme had changed; what it calls as everybody does needs no row."""
    rows, columns = _both(apps, schema_editor)
    for held in columns.all():
        rows.bulk_create(
            rows.model(
                scheme_id=held.scheme_id,
                kept_by_id=held.kept_by_id,
                reason=reason,
                words=getattr(held, reason),
            )
            for reason, usual in REASONS
            if getattr(held, reason) not in ("", usual)
        )


def to_columns(apps, schema_editor):
    rows, columns = _both(apps, schema_editor)
    for row in rows.all():
        held, _ = columns.get_or_create(scheme_id=row.scheme_id, defaults={"kept_by_id": row.kept_by_id})
        columns.filter(pk=held.pk).update(**{row.reason: row.words})


def _both(apps, schema_editor):
    """As the owner, who migrates: the service's own role may not do this."""
    named = (apps.get_model("referrals", name) for name in ("RefusalWord", "RefusalWords"))
    return [model.objects.using(schema_editor.connection.alias) for model in named]


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_let_agencies_say_how_many_leads_lift"),
        ("referrals", "0011_judge_danger"),
    ]

    operations = [
        migrations.CreateModel(
            name="RefusalWord",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=chrysalis.keys.Key("refusal-word"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.CharField(choices=REASONS, max_length=20)),
                ("words", models.CharField(max_length=200)),
                (
                    "kept_by",
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
                "ordering": ["reason"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "reason"), name="refusal_worded_once_a_scheme"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="refusal_word_says_something"
                    ),
                ],
            },
        ),
        migrations.RunPython(to_rows, to_columns),
        migrations.DeleteModel(name="RefusalWords"),
        # A word that nobody ever said.
        migrations.AlterField(
            model_name="referralstatus",
            name="word",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("information_needed", "More information needed"),
                    ("accepted", "Accepted"),
                    ("redirected", "Sent on to another service"),
                    ("refused", "Not accepted"),
                    ("started", "Started"),
                ],
                default="received",
                max_length=20,
            ),
        ),
    ]
