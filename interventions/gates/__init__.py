"""What this side asks of those above: whether a programme may begin.

SAFETY: the answer is one of two words and changes at set times only, so that the moment at which a
survivor answered cannot be read from it. Why it is hold is never said, and never known here.
"""

from chrysalis.gates import GATES, Gate


# Two questions, since a programme's version says how much has to have happened: somebody harmed was
# reached, or was tried for as the rule says. Asked with `client_id`.
START_AFTER_CONTACT = GATES.add(
    Gate(
        "start-after-contact", "Has partner support done what it does before this person's programme begins?"
    )
)
START_AFTER_ATTEMPT = GATES.add(
    Gate(
        "start-after-attempt",
        "Has partner support tried what it tries before this person's programme begins?",
    )
)
