"""What whoever referred by a link may know of it: a word and a day, by the digest of that link alone."""

import datetime as dt

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from chrysalis.access.personas import INVITED


STATE = DEFINERS.add(
    Definer(
        "state_by_link",
        takes="digest text, at timestamptz",
        gives="TABLE (state text, changed_at timestamptz)",
        body="""
        SELECT referral.state::text, coalesce(referral.decided_at, referral.paused_at, referral.received_at)
        FROM referrals_linktorefer link JOIN referrals_referral referral ON referral.sent_as = link.sent_as
        WHERE link.digest = state_by_link.digest AND link.ends_at > state_by_link.at
        """,
        personas=frozenset({INVITED}),
        why="somebody who referred by a link reads by it whether that referral was accepted. No name.",
    )
)


def state_by(digest: str, *, at: dt.datetime) -> tuple[str, dt.datetime] | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {STATE.name}(%s, %s)", [digest, at])  # noqa: S608 - a name of our own
        found = cursor.fetchone()
    return (found[0], found[1]) if found else None
