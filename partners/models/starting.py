"""What the start gate answers with: a word for each question, decided at set times and never in between.

SAFETY: the gatekeeper reads these rows and nothing else. What a word is made of, who is linked, who was
reached and when, it cannot ask; and a word that changed only in the morning tells nobody that somebody
answered the telephone at noon.
"""

from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.gates import Answer


WORDS = [(answer.value, answer.value) for answer in Answer]


class StartAnswer(models.Model):
    id = keys.primary("start-answer")
    client_id = models.UUIDField(unique=True)
    after_contact = models.CharField(max_length=5, choices=WORDS, default=Answer.HOLD)
    after_attempt = models.CharField(max_length=5, choices=WORDS, default=Answer.HOLD)
    decided_at = models.DateTimeField()
    held_since = models.DateTimeField(null=True)  # the set time from which on even trying was not enough

    class Rows:
        gatekeeper = rows.Carry("client_id", insert=False, change=False)
        safety_system = rows.Carry("client_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"answer of {self.decided_at:%Y-%m-%d %H:%M}"


class StartRound(models.Model):
    """That the answers were decided for one set time: once, whichever worker was quicker."""

    id = keys.primary("start-round")
    decided_for = models.DateTimeField(unique=True)

    class Rows:
        safety_system = rows.Carry("decided_for", change=False)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"round of {self.decided_for:%Y-%m-%d %H:%M}"
