"""Lists of work ask of each row by when its notice has to be answered."""

from django.db import migrations, models


NOTICES = ("changenotice", "safetynotice", "accountnotice")


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_say_an_absence_once")]

    operations = [
        migrations.AddIndex(
            model_name=name,
            index=models.Index(
                fields=["subject_id"],
                condition=models.Q(acknowledged_at=None),
                name=f"{name}_about",
            ),
        )
        for name in NOTICES
    ]
