"""The attendance strip: one cell a meeting, in order, the same in grey as in colour.

Each cell carries a sign, and in words, for whoever hears it or points at it, what the sign means.
"""

import datetime as dt
from dataclasses import dataclass

from chrysalis.ui.templatetags.ui import day
from chrysalis.working_days import in_london
from interventions.attending import Meeting
from interventions.catalogue.marks import COUNTS_NEITHER_WAY, SIGNS, WAS_THERE, Mark
from interventions.courses import Course
from interventions.models import Attendance


MOST = 60  # cells; what goes on for years shows its newest


@dataclass(frozen=True)
class CellOfStrip:
    sign: str
    tone: str  # "there", "missed", "neither", "off", "unmarked" or "ahead"
    words: str


@dataclass(frozen=True)
class Strip:
    cells: list[CellOfStrip]
    words: str  # how far, in one sentence


EMPTY = "\u00a0"  # a box with nothing in it, as high as the others
LEGEND = [
    *((SIGNS[mark], mark.label) for mark in Mark),
    ("–", "Session cancelled"),
    ("□", "Empty: not marked yet"),
    ("·", "To come"),
]


def strip_of(course: Course) -> Strip:
    dated = [
        *((each.met_at, _of_mark(each)) for each in course.marks),
        *((each.starts_at, _off(each)) for each in course.cancelled),
        *((each.starts_at, _unmarked(each)) for each in course.unmarked),
        *((each.starts_at, _to_come(each)) for each in course.ahead),
    ]
    cells = [cell for _, cell in sorted(dated, key=lambda each: each[0])]
    return Strip(cells[-MOST:], f"Sessions received: {course.standing.words}")


def _of_mark(attendance: Attendance) -> CellOfStrip:
    mark = Mark(attendance.mark)
    tone = "there" if mark in WAS_THERE else "neither" if mark in COUNTS_NEITHER_WAY else "missed"
    late = f" by {attendance.minutes_late} minutes" if attendance.minutes_late else ""
    return CellOfStrip(SIGNS[mark], tone, f"{_day(attendance.met_at)}: {mark.label}{late}")


def _off(meeting: Meeting) -> CellOfStrip:
    return CellOfStrip("–", "off", f"{_day(meeting.starts_at)}: session cancelled")


def _unmarked(meeting: Meeting) -> CellOfStrip:
    return CellOfStrip(EMPTY, "unmarked", f"{_day(meeting.starts_at)}: not marked yet")


def _to_come(meeting: Meeting) -> CellOfStrip:
    return CellOfStrip("·", "ahead", f"{_day(meeting.starts_at)}: to come")


def _day(moment: dt.datetime) -> str:
    return day(in_london(moment).date())
