from django.db import migrations, models


class Migration(migrations.Migration):
    """The wall compares the names that a worker declared to know: counting would read every case for it."""

    dependencies = [("referrals", "0006_index_what_lists_read")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_by_opening"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["provider_agency", "-opened_at", "-id"],
                include=("is_restricted", "name_key", "date_of_birth"),
                name="case_by_opening",
            ),
        ),
    ]
