"""What holds for each way in before a scheme says otherwise: on which lawful basis the service holds what it
is told, and whether somebody may be referred who has not agreed.

Agreement to be contacted, consent to take part and the lawful basis are three facts: none stands for another.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Usual:
    lawful_basis: str
    without_agreement: bool


CRIME = "recognised_legitimate"
INTERESTS = "legitimate_interests"
USUAL = {
    "self": Usual(INTERESTS, without_agreement=False),
    "custody": Usual(CRIME, without_agreement=True),
    "police": Usual(CRIME, without_agreement=True),
    "council": Usual(INTERESTS, without_agreement=True),
    "probation": Usual(CRIME, without_agreement=True),
    "health": Usual(INTERESTS, without_agreement=False),
    "other": Usual(INTERESTS, without_agreement=False),
}
