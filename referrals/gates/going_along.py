"""What else is known of a case in the apps above, for whoever writes to the next provider what they have to
know.

    GOING_ALONG.add(GoingAlong("agreement", lines=…))      in an app above

SAFETY: the lines stand in a form that a caseworker edits and another agency reads: facts of this side alone,
and nothing that anybody said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.registry import Registry


@dataclass(frozen=True)
class GoingAlong:
    slug: str
    lines: Callable[[Hat, UUID], list[str]]  # of an open case, by its key


GOING_ALONG: Registry[GoingAlong] = Registry("thing to know of a case", key=lambda each: each.slug)


def known_above(hat: Hat, case_id: UUID) -> list[str]:
    return [line for each in GOING_ALONG for line in each.lines(hat, case_id)]
