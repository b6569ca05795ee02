"""A slip says itself whether it waits; those that were filed or set aside before do not."""

from django.db import migrations, models


FILED = """
    UPDATE partners_slip SET waits = false
    WHERE EXISTS (SELECT FROM partners_slipfiling WHERE slip_id = partners_slip.id)"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_name_partner_support_of_areas"),
        ("partners", "0002_share_slips_by_area"),
    ]

    operations = [
        migrations.AddField("slip", "waits", models.BooleanField(default=True)),
        migrations.RunSQL(FILED, migrations.RunSQL.noop),
        migrations.AddIndex(
            "slip",
            models.Index(
                condition=models.Q(("waits", True)),
                fields=["receiving_agency", "sealed_at", "id"],
                name="slip_waits",
            ),
        ),
    ]
