"""What may be read of an agency's rules of risk, and of who is trained."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from chrysalis.risk.models import RiskRules, ToolTraining
from chrysalis.tools.base import Tool


def rules_of(agency_id: UUID) -> RiskRules:
    """The agency's own; the defaults, where it set none."""
    return RiskRules.objects.filter(agency_id=agency_id).first() or RiskRules(agency_id=agency_id)


def trained_in(hat: Hat, tool: Tool, *, on: dt.date) -> list[ToolTraining]:
    """Who in the own agency may complete the tool on that day."""
    found = with_name(visible(hat, ToolTraining.objects.filter(tool_slug=tool.slug)), "worker")
    in_force = [each for each in newest(found) if holds(each, on=on)]
    return sorted(in_force, key=lambda each: each.worker.full_name)


def is_trained(hat: Hat, tool: Tool, *, on: dt.date) -> bool:
    own = ToolTraining.objects.filter(tool_slug=tool.slug, worker_id=hat.worker_id)
    latest = visible(hat, own).first()
    return latest is not None and holds(latest, on=on)


def training_of(hat: Hat, worker_id: UUID) -> list[ToolTraining]:
    """What was last recorded of each tool, in the own agency."""
    return newest(visible(hat, ToolTraining.objects.filter(worker_id=worker_id)))


def newest(found: Iterable[ToolTraining]) -> list[ToolTraining]:
    first: dict[tuple[UUID, str], ToolTraining] = {}
    for each in found:
        first.setdefault((each.worker_id, each.tool_slug), each)
    return list(first.values())


def holds(training: ToolTraining, *, on: dt.date) -> bool:
    return training.is_trained and (training.until is None or training.until >= on)
