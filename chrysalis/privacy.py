"""What every model says of itself: whose side it is, how long it is kept, and who may have a copy.

A model declares it in an inner class:

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

A model of ours without one fails the build (`tests/architecture/test_declarations.py`).
"""

from enum import StrEnum

from chrysalis.access.barriers import Side


class Erasure(StrEnum):
    """What stays of a row once the person it tells of is erased."""

    DELETE = "the row goes"
    COUNT = "the row stays for counts, its personal fields emptied"
    KEEP = "the row stays: it tells of no client and no survivor"


# How long rows of each kind are kept. The numbers are each agency's; these are the kinds.
RETENTION = {
    "case": "with its case: 7 years after closing, unless the agency decides otherwise",
    "referral": "with its case, or 2 years where none was opened",
    "equality": "with its referral, and no longer than 2 years: the figures stay",
    "account": "6 years after the worker left",
    "reference": "while it is in use",
    "log": "as long as the record it tells of, then 6 years",
    "draft": "30 days after the last change, or until sent",
    "passing": "days",
}


class Privacy:
    side: Side
    retention: str
    subject_access: bool
    after_erasure: Erasure
