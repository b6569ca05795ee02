from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_begin_referrals_and_cases")]

    operations = [
        migrations.AddField(
            "personkey",
            "name_key",
            models.CharField(blank=True, default="", max_length=801),
            preserve_default=False,
        ),
        migrations.AddField(
            "personkey",
            "date_of_birth",
            models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
    ]
