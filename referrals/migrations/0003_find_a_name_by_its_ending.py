from django.db import migrations


# Those of people who are here already; whoever is recorded from now on gets them as the others.
ENDINGS = """
INSERT INTO referrals_personkey (id, referral_id, referring_agency_id, provider_agency_id, is_restricted,
    name_key, date_of_birth, text, shown, sweep_after)
SELECT gen_random_uuid(), referral_id, referring_agency_id, provider_agency_id, is_restricted,
    name_key, date_of_birth, 'ending:' || reverse(substr(text, 6)), shown, sweep_after
FROM referrals_personkey WHERE text ^@ 'name:'
"""
NO_ENDINGS = "DELETE FROM referrals_personkey WHERE text ^@ 'ending:'"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_read_the_inbox_in_its_order")]

    operations = [migrations.RunSQL(ENDINGS, NO_ENDINGS)]
