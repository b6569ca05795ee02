from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0007_clocks_may_stand_still"),
    ]

    operations = [
        migrations.AddField(
            model_name="scheme",
            name="unsent_days",
            field=models.PositiveSmallIntegerField(default=30),
        ),
        migrations.AddField(
            model_name="scheme",
            name="unsent_days_ahead",
            field=models.PositiveSmallIntegerField(default=5),
        ),
    ]
