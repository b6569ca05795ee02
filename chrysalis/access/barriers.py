"""The two services, and the wall between them.

SAFETY: information moves from the change side to the safety side in short announcements, and
never back: not content, not contact, not existence. Who gets this wrong can get someone killed.
"""

from enum import StrEnum


class Side(StrEnum):
    CHANGE = "change"  # work with people referred because of their behaviour
    SAFETY = "safety"  # support of survivors
    NEITHER = "neither"  # accounts and reference data: no case in sight
