"""What a notice is that is answered by telling a survivor."""

from dataclasses import dataclass

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from partners import queries


NEVER_WHERE = "Never where or at what hour, or who else is there."
NOT_WHY = "Yes or no, and no reason."


@dataclass(frozen=True)
class ToTell(NoticeKind):
    """A notice that is answered by telling a survivor, or by saying why not."""

    may_tell: str = ""
    is_at_once: bool = False  # told as fast as to whoever is in most danger, whatever the grade
    is_danger: bool = False  # told even to whoever wants no contact


def told(
    slug: str,
    title: str,
    why: str,
    may_tell: str,
    *,
    at_once: bool = False,
    urgent: bool = False,
    danger: bool = False,
) -> ToTell:
    kind = ToTell(
        slug,
        Side.SAFETY,
        title,
        why,
        due=Within(hours=1 if at_once else 4),  # for whoever it climbs to; `SupportTimes` says when it is due
        is_urgent=at_once or urgent,
        url="partners:tell",
        link="Tell the survivor, or say why not",
        found_in=queries.news,
        is_answered_there=True,
        may_tell=may_tell,
        is_at_once=at_once,
        is_danger=danger,
    )
    KINDS.add(kind)
    return kind
