import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_say_where_each_leg_began")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="first_referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
            ),
        ),
        migrations.RemoveConstraint(model_name="restriction", name="restricted_once_at_a_time"),
        migrations.AddField(
            model_name="restriction", name="is_of_leg", field=models.BooleanField(default=False)
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=("referral", "agency"),
                name="restricted_once_at_a_time",
            ),
        ),
    ]
