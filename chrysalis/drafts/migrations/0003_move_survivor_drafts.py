from django.db import migrations


# The forms of partner support, and the pages that they led to. Drafts of a form that both sides have stay
# where they are, and go with their sweep.
MOVE = [
    """INSERT INTO drafts_safetydraft
       (id, worker_id, form, subject_id, sealed, began_at, saved_at, ended_at, sweep_after)
       SELECT id, worker_id, form, subject_id, sealed, began_at, saved_at, ended_at, sweep_after
       FROM drafts_draft WHERE form IN ('survivor', 'survivor-correction', 'safe-contact')""",
    "DELETE FROM drafts_draft WHERE form IN ('survivor', 'survivor-correction', 'safe-contact')",
    """INSERT INTO drafts_safetyformkey (id, worker_id, key, outcome, sent_at, sweep_after)
       SELECT id, worker_id, key, outcome, sent_at, sweep_after
       FROM drafts_formkey WHERE outcome LIKE '/survivors/%'""",
    "DELETE FROM drafts_formkey WHERE outcome LIKE '/survivors/%'",
]
BACK = [
    """INSERT INTO drafts_draft
       (id, worker_id, form, subject_id, sealed, began_at, saved_at, ended_at, sweep_after)
       SELECT id, worker_id, form, subject_id, sealed, began_at, saved_at, ended_at, sweep_after
       FROM drafts_safetydraft""",
    "DELETE FROM drafts_safetydraft",
    """INSERT INTO drafts_formkey (id, worker_id, key, outcome, sent_at, sweep_after)
       SELECT id, worker_id, key, outcome, sent_at, sweep_after FROM drafts_safetyformkey""",
    "DELETE FROM drafts_safetyformkey",
]


class Migration(migrations.Migration):
    dependencies = [("drafts", "0002_keep_survivor_drafts_apart")]

    operations = [migrations.RunSQL(MOVE, BACK)]
