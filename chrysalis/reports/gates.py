"""Whether what waits may leave: asked here at set times, answered on the safety side.

SAFETY: two questions, and each is answered with a word. Where nobody answers, or the answer fails, both
mean that the document stays where it is.
"""

from chrysalis.gates import GATES, Gate


PERSONA, PATIENCE = "release", 3.0
MAY_LEAVE = GATES.add(Gate("document-leaves", "May this document leave?", PERSONA, PATIENCE))
IS_RETURNED = GATES.add(
    Gate("document-returned", "Was this document decided not to leave?", PERSONA, PATIENCE)
)
