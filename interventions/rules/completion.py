"""Whether somebody completed: the sessions of the version, its core modules, its exit review.

Attendance is not change. Nothing here says that anybody is safe, or safer; letters give the dates alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from interventions.catalogue.marks import Mark
from interventions.rules.absence import REPEATED, Marked, Policy, must_repeat


@dataclass(frozen=True)
class Demands:
    """What the version asks for, by the names of its columns."""

    sessions_total: int | None
    completion_percent: int = 80
    core_modules: tuple[str, ...] = ()
    exit_review: bool = True


@dataclass(frozen=True)
class Received:
    """One session and what the register says: the module that it belonged to goes along."""

    marked: Marked
    module: str = ""


@dataclass(frozen=True)
class Standing:
    """`lacking` says in sentences what is missing; empty when everything is there."""

    attended: int
    total: int | None
    lacking: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.lacking

    @property
    def words(self) -> str:
        if self.total is None:
            return f"{self.attended} so far"
        return f"{self.attended} of {self.total}"

    @property
    def outcome(self) -> str:
        return "Complete" if self.is_complete else f"Part complete, {self.words}"


def standing(
    received: Sequence[Received], demands: Demands, policy: Policy, *, exit_review_done: bool = False
) -> Standing:
    """How far somebody is. A programme without a number of sessions goes on, and is never complete. Where
    all had to be repeated, `received` begins with the repetition."""
    attended = sum(each.marked.is_attended(policy) for each in received)
    lacking = [
        *_sessions(attended, received, demands, policy),
        *_modules(received, demands, policy),
        *(["No exit review yet"] if demands.exit_review and not exit_review_done else []),
    ]
    return Standing(attended, demands.sessions_total, tuple(lacking))


def needed(total: int, percent: int) -> int:
    """So many sessions out of `total`: a part of one counts as one."""
    return -(-total * percent // 100)


def _sessions(attended: int, received: Sequence[Received], demands: Demands, policy: Policy) -> list[str]:
    if demands.sessions_total is None:
        return ["This programme goes on for as long as somebody comes"]
    wanted = needed(demands.sessions_total, demands.completion_percent)
    lacking = [f"{attended} of the {wanted} sessions needed"] if attended < wanted else []
    return [*lacking, *([REPEATED] if must_repeat([each.marked for each in received], policy) else [])]


def _modules(received: Sequence[Received], demands: Demands, policy: Policy) -> list[str]:
    return [
        f"Not enough of “{module}”"
        for module in demands.core_modules
        if not _has_had(module, received, demands, policy)
    ]


def _has_had(module: str, received: Sequence[Received], demands: Demands, policy: Policy) -> bool:
    """The version's share of the sessions of that module which were held, and at least one."""
    held = [each for each in received if each.module == module and each.marked.mark is not Mark.CANCELLED]
    attended = sum(each.marked.is_attended(policy) for each in held)
    return bool(held) and attended >= needed(len(held), demands.completion_percent)
