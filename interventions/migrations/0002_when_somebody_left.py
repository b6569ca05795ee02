from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_begin")]

    operations = [
        migrations.RemoveConstraint(model_name="attendance", name="minutes_late_where_late"),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes_late__isnull", True), ("mark__in", ["late", "left_early"]), _connector="OR"
                ),
                name="minutes_where_late_or_left_early",
            ),
        ),
    ]
