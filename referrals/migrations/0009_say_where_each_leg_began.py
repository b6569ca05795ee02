from django.db import migrations


FIRST = "UPDATE referrals_case SET first_referral_id = referral_id WHERE first_referral_id IS NULL"
# What each case would have said of itself, had there been somebody to say it to.
PROGRESS = """
    INSERT INTO referrals_legprogress
        (id, case_id, client_id, provider_agency_id, state, began_on, changed_on, is_restricted)
    SELECT gen_random_uuid(), leg.id, leg.client_id, leg.provider_agency_id, leg.state,
           (leg.opened_at AT TIME ZONE 'Europe/London')::date,
           (coalesce(latest.at, leg.opened_at) AT TIME ZONE 'Europe/London')::date, leg.is_restricted
    FROM referrals_case leg
    LEFT JOIN LATERAL (SELECT max(at) AS at FROM referrals_step WHERE case_id = leg.id) latest ON true"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_decide_release_and_hand_over")]

    operations = [
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(PROGRESS, "DELETE FROM referrals_legprogress"),
    ]
