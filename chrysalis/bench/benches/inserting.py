"""Writing many rows: under row security, which checks each, against the same statement without."""

from collections.abc import Iterator
from functools import partial

from chrysalis.access.context import acting_as
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, undone
from referrals import queries
from referrals.models import PersonKey


TARGET = 1.1
ROWS = 1_000
# Foreign keys wait for the end of the transaction, which never comes: what is left is the check of the wall.
INSERT = """
    INSERT INTO {table} (
        id, referral_id, referring_agency_id, provider_agency_id, is_restricted,
        name_key, date_of_birth, text, shown
    )
    SELECT gen_random_uuid(), '{referral}', '{sender}', '{provider}', false,
        'bench', '', 'name:bench' || n, 'Bench'
    FROM generate_series(1, {rows}) n"""


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.providers["largest"].hat
    with acting_as(hat):
        referral = queries.referrals(hat).order_by("first_contact_due_at", "id")[0]
    statement = INSERT.format(
        table=PersonKey._meta.db_table,
        referral=referral.pk,
        sender=referral.referring_agency_id,
        provider=referral.provider_agency_id,
        rows=ROWS,
    )
    yield Duel(
        f"{ROWS:,} keys of people",
        ours=send([statement], undo=True),
        yardstick=send_as_owner([statement], undo=True),
        target=TARGET,
        setting=partial(undone, hat),
    )


BENCHES.add(Bench("inserting", "rows written under row security, and without", duels))
