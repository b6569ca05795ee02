"""What link workers are told, what a survivor may be told of it, and by when.

What may be passed on is the left half of the disclosure matrix: whether somebody attends, pauses or leaves,
and from which day, and never where or at what hour, what was said, or why.
"""

from dataclasses import dataclass, replace

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within, WorkingDays
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


def _told(
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


SLIP = KINDS.add(
    NoticeKind(
        "slip-sealed",
        Side.SAFETY,
        "Somebody told your service of a person who was harmed",
        "Read the slip, and file it to the survivor it is about.",
        due=Within(hours=4),  # decided: within half a working day
        is_urgent=True,
        url="partners:slip",
        link="Read the slip",
        found_in=queries.slips,
    )
)
TO_TRACE = KINDS.add(
    NoticeKind(
        "client-to-trace",
        Side.SAFETY,
        "A service took somebody on, and nobody is linked to them",
        "Find out whom the person may have harmed, and link that survivor; or say that nobody can be "
        "identified. Until then their programme cannot be booked.",
        due=WorkingDays(1),
        url="partners:tracing",
        link="See who it is",
        found_in=queries.tracings_waiting,
        is_answered_there=True,
    )
)
START_WAITS = KINDS.add(
    NoticeKind(
        "start-waits",
        Side.SAFETY,
        "A programme waits for first contact with a survivor",
        "Make contact, try at another time of day, or record what the survivor wants. The other side is told "
        "nothing but “Not yet”.",
        due=WorkingDays(1),
        url="partners:survivor",
        link="Open the survivor",
        found_in=queries.survivors,
    )
)
START_WAITS_LONG = KINDS.add(
    NoticeKind(
        "start-waits-long",
        Side.SAFETY,
        "A programme has waited long for first contact with a survivor",
        "The link worker was told as well. Ask them what stands in the way, and whether it is unsafe to try "
        "again. The other side is told nothing but “Not yet”.",
        due=WorkingDays(1),
    )
)

REFERRED = _told(
    "client-referred",
    "A person linked to a survivor was referred",
    "The slip about this survivor came with a referral. Nobody may have spoken with the person yet.",
    "That a referral was made. Not by whom, and no reason beyond general words.",
)
REFUSED = _told(
    "client-refused",
    "A service did not take on a person linked to a survivor",
    "The referral was not taken, or was sent on to another service.",
    "That no programme begins for now. Not why.",
)
TAKEN_ON = _told(
    "client-taken-on",
    "A service began to work with a person linked to a survivor",
    "The survivor may want to know before the person is first spoken with.",
    "That the referral was accepted, and what the programme can and cannot do. It is no reason to feel safe.",
    urgent=True,
)
REACHED = _told(
    "client-reached",
    "A person linked to a survivor has been spoken with",
    "Being spoken with can change how somebody behaves at home. Ask the survivor whether they are safe.",
    "That the service is in touch with the person. Nothing of what was said.",
    at_once=True,
)
BOOKED = _told(
    "programme-booked",
    "A person linked to a survivor has a day on which a programme begins",
    "Beginning can change how somebody behaves at home. Ask the survivor what would help around that day.",
    f"The day it begins and when it should end, and whether it is a group or one to one. {NEVER_WHERE}",
)
OVERRIDDEN = _told(
    "start-overridden",
    "A programme begins before this service has done all it does first",
    "A manager on the other side let it begin early, with a reason of their own.",
    f"That the programme begins. {NEVER_WHERE}",
    at_once=True,
)
STARTED = _told(
    "programme-started",
    "A person linked to a survivor began a programme",
    "They were at a session for the first time.",
    f"That it began, and that it promises nothing. {NEVER_WHERE}",
)
MISSED = _told(
    "session-missed",
    "A person linked to a survivor missed a session",
    "They were not where they were expected, and had not said so.",
    f"That they did not attend. {NOT_WHY} {NEVER_WHERE}",
)
CUT = _told(
    "session-cut",
    "A person linked to a survivor left a session early, or was turned away",
    "Whoever counted on those hours cannot. Ask where the survivor is now.",
    f"That the person is not at the programme today. {NOT_WHY} {NEVER_WHERE}",
    at_once=True,
)
CANCELLED = _told(
    "session-cancelled",
    "A session of a person linked to a survivor does not take place",
    "Whoever counted on those hours cannot. The person may not know yet: tell nobody on the other side.",
    f"That there is no session on that day. {NEVER_WHERE}",
    at_once=True,
)
PAUSED = _told(
    "programme-paused",
    "The programme of a person linked to a survivor is paused",
    "Nobody sees the person every week for now.",
    f"That the programme is paused. {NOT_WHY}",
)
RESUMED = _told(
    "programme-resumed",
    "The programme of a person linked to a survivor goes on again",
    "It was paused before.",
    f"That the programme goes on. {NEVER_WHERE}",
)
COMPLETED = _told(
    "programme-completed",
    "A person linked to a survivor completed a programme",
    "Attendance alone: it does not say that anybody changed, or that the survivor is safer.",
    "That the sessions were attended to the end, and that this is no assessment of risk or of change.",
)
ENDED = _told(
    "programme-ended",
    "The programme of a person linked to a survivor ended before it was complete",
    "Leaving can raise the danger. Ask the survivor whether they are safe.",
    f"That the person no longer attends. {NOT_WHY}",
)
HANDED_OVER = _told(
    "case-handed-over",
    "Another service took on a person linked to a survivor",
    "What was agreed with the survivor goes on; news come from the other service from now on.",
    "That another service works with the person now.",
)
CLOSED = _told(
    "case-closed",
    "A service no longer works with a person linked to a survivor",
    "No more news come of the person. Agree with the survivor what support goes on.",
    f"That the service stopped working with the person. {NOT_WHY}",
)
RELEASED = _told(
    "release-recorded",
    "A person linked to a survivor leaves custody, or has left it",
    "Read below whether police have told the survivor. If that is not known, ring the police first.",
    "That the person is released, as police allow. Bail and conditions are for police to tell.",
    at_once=True,
    danger=True,
)
RISK_UP = _told(
    "risk-raised",
    "Somebody judged that a person linked to a survivor is more dangerous than before",
    "Think the safety plan through with the survivor today, and with your manager what else has to be done.",
    "As much as is needed to act, decided together with a supervisor. Never a number or a word of a grade.",
    at_once=True,
    danger=True,
)
INCIDENT = _told(
    "client-incident",
    "Something new was told of a person linked to a survivor",
    "An incident, an arrest or a breach: which, stands below. Ask the survivor whether they are safe, and "
    "think the safety plan through. They may know more of it than anybody here does.",
    "As much as is needed to act, decided together with a supervisor. What police did is for police to tell.",
    urgent=True,
    danger=True,
)
CONCERN = _told(
    "concern-raised",
    "A worker fears for somebody’s safety now",
    "Ring the service that works with the person, and find out what it is. In danger: 999.",
    "As much as is needed to act now, decided together with a supervisor.",
    at_once=True,
    danger=True,
)
GRADE_REVIEW = KINDS.add(
    NoticeKind(
        "survivor-grade-review",
        Side.SAFETY,
        "The grade of a survivor is due for review",
        "Look at what has happened since it was set, and grade again, even if nothing has changed.",
        due=WorkingDays(1),
        url="partners:risk",
        link="Open the risk page",
        found_in=queries.survivors,
    )
)
GRADE_WAITS = KINDS.add(
    NoticeKind(
        "survivor-grade-waits",
        Side.SAFETY,
        "A lowered grade of a survivor waits for a second person",
        "It does not hold until somebody other than whoever set it agrees.",
        due=WorkingDays(1),
        url="partners:risk",
        link="Open the risk page",
        found_in=queries.survivors,
    )
)
EARLIER = _told(
    "news-from-before",
    "Things happened before a survivor was linked to the person",
    "All that still holds is below, in the order in which it came. Tell it together.",
    "Of each thing what stands with it, and no more.",
)
EARLIER_DANGER = _told(
    "danger-from-before",
    "Something happened before a survivor was linked that may be danger now",
    "All that still holds is below, in the order in which it came. Begin with what is danger, and think the "
    "safety plan through.",
    "Of each thing what stands with it. Decide together with a supervisor how much of the danger is said.",
    at_once=True,
    danger=True,
)
JOINED = _told(
    "records-joined",
    "A person linked to a survivor was recorded twice",
    "Two records were found to be of one person. Whatever still holds under the other is below, and from "
    "now on you hear of both.",
    "What is below and new to the survivor. Nothing of how it was recorded.",
)
JOINED_DANGER = _told(
    "records-joined-danger",
    "A person linked to a survivor was recorded twice, and what is new may be danger now",
    "All that still holds is below, in the order in which it came. Begin with what is danger, and think the "
    "safety plan through.",
    "Of each thing what stands with it. Decide together with a supervisor how much of the danger is said.",
    at_once=True,
    danger=True,
)
PARTED = _told(
    "records-parted",
    "Two records that were read as one person linked to a survivor are of two people",
    "What you heard since the day below may have been of somebody else. Look through it, and think through "
    "with the survivor again what rests on it.",
    "Which of the things that were told was perhaps not of this person. Nothing of the other person.",
    at_once=True,
)
TAKEN_OFF = _told(
    "incident-taken-off",
    "Something that was told of a person linked to a survivor was of somebody else",
    "What you heard on the day below was not of this person. Think through with the survivor again what "
    "rests on it.",
    "That what was told was not of this person. Nothing of the other person.",
    at_once=True,
)
# What may still hold of a person, by the word that `standing_of` has for it.
STANDING: dict[str, ToTell] = {
    "taken_on": TAKEN_ON,
    "handed_over": HANDED_OVER,
    "released": RELEASED,
    "risk_up": RISK_UP,
    "incident": INCIDENT,
    "concern": CONCERN,
    "overridden": OVERRIDDEN,
    "booked": BOOKED,
    "started": STARTED,
    "paused": PAUSED,
    "completed": COMPLETED,
    "ended": ENDED,
}


@dataclass(frozen=True)
class Sooner:
    """What link workers are told where danger comes of somebody to whom nobody is linked yet: to find out
    today whom the person harmed, or to read the slip that came with them."""

    trace: NoticeKind
    slip: NoticeKind


def _sooner(kind: ToTell, what: str) -> Sooner:
    nobody = "Nobody is linked to the person, and so no survivor can be told."
    return Sooner(
        trace=KINDS.add(
            replace(
                TO_TRACE,
                slug=f"{queries.SOONER}trace-{kind.slug}",
                title=f"{what}, and nobody knows whom they harmed",
                why=f"{nobody} Find out now whom the person may have harmed, and link that survivor.",
                due=Within(hours=1),  # for whoever it climbs to; `SupportTimes` says when it is due
                is_urgent=True,
            )
        ),
        slip=KINDS.add(
            replace(
                SLIP,
                slug=f"{queries.SOONER}slip-{kind.slug}",
                title=f"{what}, and a slip that came with them is unread",
                why=f"{nobody} Read the slip now, and file it to the survivor it is about.",
                due=Within(hours=1),
                is_answered_there=True,
            )
        ),
    )


SOONER = {
    RELEASED.slug: _sooner(RELEASED, "A person leaves custody, or has left it"),
    RISK_UP.slug: _sooner(RISK_UP, "A person was judged more dangerous than before"),
    INCIDENT.slug: _sooner(INCIDENT, "Something new was told of a person"),
    CONCERN.slug: _sooner(CONCERN, "A worker fears what a person may do now"),
}
TRACE_SOONER = [sooner.trace for sooner in SOONER.values()]
SLIP_SOONER = [sooner.slip for sooner in SOONER.values()]
LETTER = _told(
    "completion-letter",
    "A person linked to a survivor is to get a letter of attendance",
    "It says nothing of safety, and may be shown as if it did. Speak with the survivor before it comes.",
    "That a letter of attendance was asked for, and that it states days alone: not safety, not change.",
)
DANGERS = [kind.slug for kind in KINDS if isinstance(kind, ToTell) and kind.is_danger]
NO_SAFE_WAY = KINDS.add(
    NoticeKind(
        "told-by-no-safe-way",
        Side.SAFETY,
        "A survivor was told by a way that nobody had called safe",
        "Ask your link workers what was sent or said, and where. If somebody else may have read or heard it, "
        "think the safety plan through with them today.",
        due=Within(hours=4),
        is_urgent=True,
    )
)
DOCUMENT_WAITS = KINDS.add(
    NoticeKind(
        "document-waits",
        Side.SAFETY,
        "A document waits for your decision before it leaves",
        "It may name somebody harmed, or was drawn at random. Read what was found, and release or return it.",
        due=Within(hours=8),
        url="partners:release",
        link="Decide",
        found_in=queries.releases,
    )
)
ASKED_AGAIN = KINDS.add(
    NoticeKind(
        "document-asked-again",
        Side.SAFETY,
        "A document was asked for again and again after it was returned",
        "Somebody may be trying to learn what was found. It is not made any more. Speak with your lead.",
        due=Within(hours=4),
        is_urgent=True,
    )
)
