import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The wall asks for the provider of each mark: with it in the index, a register reads those of its people
    and no others. The index of the reference alone began with the same column, and is not needed beside it."""

    dependencies = [("interventions", "0003_say_no_proceedings_in_words")]

    operations = [
        migrations.RemoveIndex(model_name="attendance", name="attendance_of_a_person"),
        migrations.AlterField(
            model_name="attendance",
            name="enrolment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="interventions.enrolment",
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(
                fields=["enrolment", "provider_agency", "met_at"], name="attendance_of_a_person"
            ),
        ),
    ]
