from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0018_sent_by_machine")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="tool_grade",
            field=models.CharField(
                blank=True,
                choices=[
                    ("standard", "Standard"),
                    ("medium", "Medium"),
                    ("high", "High"),
                    ("very_high", "Very high: needs multi-agency management"),
                ],
                default="",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="referral",
            name="release_expected_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="urgent_said",
            field=ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("contacting", "Making first contact"),
                    ("assessment", "Waiting for assessment"),
                    ("waiting", "Waiting to begin a programme"),
                    ("active", "On a programme"),
                    ("handed_over", "Handed over"),
                    ("closed", "Closed"),
                ],
                default="contacting",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="legprogress",
            name="state",
            field=models.CharField(
                choices=[
                    ("contacting", "Making first contact"),
                    ("assessment", "Waiting for assessment"),
                    ("waiting", "Waiting to begin a programme"),
                    ("active", "On a programme"),
                    ("handed_over", "Handed over"),
                    ("closed", "Closed"),
                ],
                max_length=20,
            ),
        ),
    ]
