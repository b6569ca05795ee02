import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_begin_agencies_and_workers"),
        ("referrals", "0005_ask_leads_to_restrict"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_by_opening",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_by_due",
        ),
        migrations.RemoveIndex(
            model_name="personkey",
            name="person_key_of_agency",
        ),
        migrations.AlterField(
            model_name="case",
            name="provider_agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="provider_agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AlterField(
            model_name="referralstatus",
            name="referral_key",
            field=models.UUIDField(db_index=True),
        ),
        migrations.AlterField(
            model_name="referralstatus",
            name="referring_agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["provider_agency", "-opened_at", "-id"],
                include=("is_restricted",),
                name="case_by_opening",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("provider_agency"),
                django.db.models.functions.comparison.Coalesce(
                    "next_due_at",
                    datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.UTC),
                ),
                models.F("id"),
                name="case_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="personkey",
            index=models.Index(
                fields=["provider_agency", "text"],
                include=("is_restricted", "sweep_after", "referral"),
                name="person_key_of_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["provider_agency", "name_key"], name="referral_by_name"),
        ),
    ]
