"""A thing's life as one table: a row a transition, checked in code, printed as a diagram.

    Transition("accept", {RECEIVED}, ACCEPTED, P.REFERRAL_ACCEPT, audit="referral.accepted")

`manage.py workflow` writes the diagrams to `chrysalis/docs/workflow.md`; the build fails when they
are stale.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.registry import Registry


class NotNow(Exception):
    """The transition does not leave from where the thing is. The text is shown to the worker."""


class NotYours(Exception):
    """The hat does not hold the transition's permission."""


@dataclass(frozen=True)
class Transition:
    name: str
    sources: frozenset[str]
    target: str
    permission: Permission
    audit: str
    announces: type | None = None


class Workflow:
    def __init__(
        self, noun: str, states: type[models.TextChoices], transitions: Iterable[Transition]
    ) -> None:
        self.noun, self.states = noun, states
        self.transitions = {transition.name: transition for transition in transitions}

    def check(self, thing: Any, name: str, *, by: Hat) -> Transition:
        """The transition, if it may happen now. Raises NotYours or NotNow."""
        transition = self.transitions[name]
        if not can(by, transition.permission):
            raise NotYours(f"You may not {transition.permission.english} in this role.")
        if thing.state not in transition.sources:
            raise NotNow(f"This {self.noun} is {self.states(thing.state).label.lower()}.")
        return transition

    def open_to(self, thing: Any, *, by: Hat | None) -> list[str]:
        """The names of what this hat may do with the thing now: which buttons to show."""
        return [
            name
            for name, transition in self.transitions.items()
            if thing.state in transition.sources and can(by, transition.permission)
        ]

    def diagram(self) -> str:
        """The workflow in Mermaid's words."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {state.value} : {state.label}" for state in self.states]
        lines += [f"    [*] --> {self.states.values[0]}"]
        for transition in self.transitions.values():
            arrows = sorted(transition.sources)
            lines += [f"    {source} --> {transition.target} : {transition.name}" for source in arrows]
        return "\n".join(lines)


WORKFLOWS: Registry[Workflow] = Registry("workflow", key=lambda workflow: workflow.noun)
