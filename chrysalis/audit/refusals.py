"""Refusals, each in the log of the side it happened on."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word


REFUSED = {
    Side.CHANGE: word("page.refused", Side.CHANGE, "refusal", "asked for what they may not see or do"),
    Side.SAFETY: word("safety-page.refused", Side.SAFETY, "refusal", "asked for what they may not see or do"),
    Side.NEITHER: word(
        "account-page.refused", Side.NEITHER, "refusal", "asked for what they may not see or do"
    ),
}


def refused(reason: str, subjects: Iterable[UUID], *, by: Hat, at: dt.datetime) -> None:
    record(REFUSED[by.side], by=by, at=at, subjects=subjects, reason=reason, was_refused=True)
