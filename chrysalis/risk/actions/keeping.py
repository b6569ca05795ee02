"""What an agency's administrator says: who is trained in which tool, and by which rules grades are set."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.risk.models import RiskRules, ToolTraining
from chrysalis.tools.base import in_use
from chrysalis.versions import Conflict


TRAINED = word("training.recorded", Side.NEITHER, "account", "recorded who is trained in a tool")
SET = word("risk-rules.set", Side.NEITHER, "alteration", "set when grades of danger are reviewed")


class NotTheirTool(Exception):
    """The text is shown to the administrator."""


@transaction.atomic
def record_training(
    place: Membership,
    tool_slug: str,
    *,
    is_trained: bool,
    until: dt.date | None,
    by: Hat | None,
    at: dt.datetime,
) -> ToolTraining:
    """That the worker may complete the tool, or no longer. Raises NotTheirTool for one of the other side."""
    if tool_slug not in {tool.slug for tool in in_use(place.role.side)}:
        raise NotTheirTool("Nobody in that role completes this tool.")
    made = ToolTraining.objects.create(
        agency_id=place.agency_id,
        worker_id=place.worker_id,
        tool_slug=tool_slug,
        is_trained=is_trained,
        until=until if is_trained else None,
        recorded_at=at,
        by_id=by.worker_id if by else None,
    )
    record(TRAINED, by=by, at=at, subjects=[place.worker_id], fields=[tool_slug])
    return made


@transaction.atomic
def set_rules(values: dict[str, Any], *, seen_version: int, by: Hat, at: dt.datetime) -> RiskRules:
    """The own agency's, whether it had any before. Raises versions.Conflict when somebody else saved in
    between."""
    held = RiskRules.objects.filter(agency_id=by.agency_id).first()
    before = held or RiskRules(agency_id=by.agency_id)
    changed = [name for name, value in values.items() if getattr(before, name) != value]
    saved = held.change(seen_version=seen_version, **values) if held else _first(values, seen_version, by=by)
    record(SET, by=by, at=at, subjects=[saved.pk], fields=changed)
    return saved


def _first(values: dict[str, Any], seen_version: int, *, by: Hat) -> RiskRules:
    """One version on from the defaults, which others may have on their screens."""
    try:
        with transaction.atomic():
            return RiskRules.objects.create(agency_id=by.agency_id, version=seen_version + 1, **values)
    except IntegrityError:
        raise Conflict(RiskRules.objects.get(agency_id=by.agency_id)) from None
