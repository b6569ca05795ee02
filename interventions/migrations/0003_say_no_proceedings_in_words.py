from django.db import migrations, models


STAGES = [
    ("none", "No proceedings"),
    ("prepared", "Being prepared, not begun"),
    ("ongoing", "Ongoing"),
    ("not_known", "Not known"),
]


class Migration(migrations.Migration):
    dependencies = [("interventions", "0002_begin_groups_and_registers")]

    operations = [
        migrations.AlterField(
            model_name="suitability",
            name="criminal",
            field=models.CharField(
                choices=STAGES, default="not_known", max_length=10, verbose_name="criminal proceedings"
            ),
        ),
        migrations.AlterField(
            model_name="suitability",
            name="public_family",
            field=models.CharField(
                choices=STAGES, default="not_known", max_length=10, verbose_name="public family proceedings"
            ),
        ),
        migrations.AlterField(
            model_name="suitability",
            name="private_family",
            field=models.CharField(
                choices=STAGES, default="not_known", max_length=10, verbose_name="private family proceedings"
            ),
        ),
    ]
