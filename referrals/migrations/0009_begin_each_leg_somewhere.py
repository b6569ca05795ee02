import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_say_where_each_leg_began")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="first_referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
            ),
        ),
    ]
