from django.db import migrations


# As a correction copies it: from the case where there is one, and until then from the referral.
COPY = """
    UPDATE referrals_personkey SET name_key = held.name_key, date_of_birth = held.date_of_birth
    FROM (
        SELECT referral.id, coalesce(own.name_key, referral.name_key) AS name_key,
               coalesce(own.date_of_birth, referral.date_of_birth) AS date_of_birth
        FROM referrals_referral referral LEFT JOIN referrals_case own ON own.referral_id = referral.id
    ) held
    WHERE held.id = referrals_personkey.referral_id"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_say_on_keys_whom_they_are_of")]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
