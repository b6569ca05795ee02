from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_begin")]

    operations = [
        migrations.RemoveIndex(model_name="referral", name="referral_inbox"),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(state__in=("received", "information_needed")),
                fields=["provider_agency", "first_contact_due_at", "id"],
                name="referral_inbox",
            ),
        ),
    ]
