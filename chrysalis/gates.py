"""Gates: a question that a lower app asks and a higher one answers, with one of two neutral words.

    START = GATES.add(Gate("start", "May this person's programme begin?"))     # below, where it is asked
    @answers("start")                                                          # above
    def may_start(*, client_id: UUID) -> Answer: ...

    START.ask(client_id=…)

The gatekeeper runs in the transaction of whoever asks, as the persona `gatekeeper` or one of the gate's
own, which sees what its answers are made of and nothing else. The caller gets the word, and no reason.

SAFETY: silence means hold. So do an error, an answer that comes late, and any other answer: whoever
could make a gate fail must not be able to open it that way.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection

from chrysalis.access.context import as_system
from chrysalis.registry import Registry


log = logging.getLogger(__name__)
PATIENCE = 0.5  # seconds


class Answer(StrEnum):
    CLEAR = "clear"
    HOLD = "hold"


Gatekeeper = Callable[..., Answer]
_gatekeepers: dict[str, Gatekeeper] = {}


@dataclass(frozen=True)
class Gate:
    slug: str
    question: str
    persona: str = "gatekeeper"
    patience: float | None = None  # seconds; the usual, where none is named

    @property
    def seconds(self) -> float:
        return PATIENCE if self.patience is None else self.patience

    def ask(self, **keys: UUID) -> Answer:
        """Never raises: what goes wrong is a hold."""
        began = time.monotonic()
        answer = _heard(self, keys)
        is_late = time.monotonic() - began > self.seconds
        return Answer.CLEAR if answer is Answer.CLEAR and not is_late else Answer.HOLD


GATES: Registry[Gate] = Registry("gate", key=lambda gate: gate.slug)


def answers(slug: str) -> Callable[[Gatekeeper], Gatekeeper]:
    """Declare who keeps a gate. Two who did would have to agree."""

    def keep(gatekeeper: Gatekeeper) -> Gatekeeper:
        if slug in _gatekeepers:
            raise ValueError(f"Two gatekeepers stand at {GATES[slug].slug}.")
        _gatekeepers[GATES[slug].slug] = gatekeeper
        return gatekeeper

    return keep


def _heard(gate: Gate, keys: dict[str, UUID]) -> Answer:
    """Whatever a gatekeeper raises is caught here, and undone: the caller's own work goes on."""
    if gate.slug not in _gatekeepers:
        return Answer.HOLD
    try:
        with as_system(gate.persona):
            before = _set_patience(f"{int(gate.seconds * 1000)}ms")
            answer = _gatekeepers[gate.slug](**keys)
            _set_patience(before)
            return answer
    except Exception as error:
        log.error("the gate %s holds: %s", gate.slug, type(error).__name__)
        return Answer.HOLD


def _set_patience(timeout: str) -> str:
    """How long one statement may take, for what is left of the transaction; how long it was before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before: str = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [timeout])
    return before
