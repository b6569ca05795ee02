"""A tool completed and a grade set, on the change side, through the pages."""

import uuid

from chrysalis.access.barriers import Side
from chrysalis.tools.base import tool_of
from chrysalis.ui.widgets import PARTS
from referrals.models import Grade


B_SAFER = tool_of("b-safer", "2")


def assesses(person, case, *, conclusion="moderate", otherwise="absent", on=(), **changes):
    fields = {f"item_{item.number}": otherwise for item in B_SAFER.items(Side.CHANGE)}
    day = on or ("", "", "")
    fields |= {f"assessed_on_{part}": typed for part, typed in zip(PARTS, day, strict=True)}
    fields |= {"opinion": conclusion, "draft": str(uuid.uuid4())}
    return person.sends("referrals:assess-b-safer", case.pk, **(fields | changes))


def grades(person, case, level, *, basis="judgement", **changes):
    fields = {
        "draft": str(uuid.uuid4()),
        "level": level,
        "imminence": "weeks",
        "basis": basis,
        "reason": "Says that the arguments have stopped.",
    }
    return person.sends("referrals:set_grade", case.pk, **(fields | changes))


def answers(person, case, agrees, remark="Seen the file.", *, seen=None):
    """To the newest grade, or to the one that was seen."""
    grade = seen or Grade.objects.filter(case=case).first()
    said = {"grade": grade.pk, "agrees": agrees, "remark": remark}
    return person.sends("referrals:answer_grade", case.pk, **said)
