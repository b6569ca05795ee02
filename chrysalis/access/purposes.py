"""What a look or a write is for, as the law asks a log to say. Each role has its usual one; whoever
steps outside that gives a purpose, and a reason in words."""

from enum import Enum


class Purpose(Enum):
    OWN_WORK = "own-work", "The work of the own role"
    REFERRING = "referring", "Referring a person for help"
    CASEWORK = "casework", "Work on a case that the own agency holds"
    SUPPORT = "support", "Support of a survivor"
    SUPERVISION = "supervision", "Supervision of work"
    LAWFULNESS = "lawfulness", "Checking that looking was lawful"
    EMERGENCY = "emergency", "An emergency"

    def __init__(self, slug: str, english: str) -> None:
        self.slug, self.english = slug, english
