"""A tool completed and a grade set, on the safety side, through the pages."""

import uuid

from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.tools.base import tool_of
from chrysalis.ui.widgets import PARTS
from partners.models import SurvivorGrade


DASH = tool_of("safelives-dash", "1")


def assesses(person, survivor, tool=DASH, *, otherwise="no", **changes):
    here = timezone.localdate()
    fields = {f"item_{item.number}": otherwise for item in tool.items(Side.SAFETY)}
    fields |= {f"assessed_on_{part}": f"{getattr(here, part)}" for part in PARTS}
    fields |= {"draft": str(uuid.uuid4())}
    return person.sends(f"partners:assess-{tool.slug}", survivor.pk, **(fields | changes))


def grades(person, survivor, level, **changes):
    fields = {
        "draft": str(uuid.uuid4()),
        "level": level,
        "imminence": "days",
        "basis": "judgement",
        "reason": "Has been followed home twice.",
    }
    return person.sends("partners:set_grade", survivor.pk, **(fields | changes))


def answers(person, survivor, agrees, remark="Spoke with them too.", *, seen=None):
    """To the newest grade, or to the one that was seen."""
    grade = seen or SurvivorGrade.objects.filter(survivor=survivor).first()
    said = {"grade": grade.pk, "agrees": agrees, "remark": remark}
    return person.sends("partners:answer_grade", survivor.pk, **said)
