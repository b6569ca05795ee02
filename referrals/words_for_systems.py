"""Which referrals that a records system sent have another word now: for the courier, who reads none."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


MOST = 200
DAYS = 3  # for which a worker may have been away

CHANGED = DEFINERS.add(
    Definer(
        "words_changed_for_systems",
        takes="since date",
        gives="TABLE (sent uuid, system uuid, reference text, word text)",
        body=f"""
        SELECT sent.id, sent.system_id, sent.reference::text, status.word::text
        FROM referrals_referralstatus status
        JOIN referrals_sentbymachine sent ON sent.referral_key = status.referral_key
        WHERE status.changed_on >= since AND status.word <> sent.told_word
        ORDER BY sent.id LIMIT {MOST}
        """,  # noqa: S608 - a constant of this module
        personas=frozenset({"courier"}),
        why="a records system is told that a referral it sent has changed, and fetches the word itself",
    )
)


@dataclass(frozen=True)
class Changed:
    sent: UUID
    system: UUID
    reference: str
    word: str


def changed(*, since: dt.date) -> list[Changed]:
    with connection.cursor() as cursor:
        cursor.callproc(CHANGED.name, [since])
        return [Changed(*row) for row in cursor.fetchall()]
