"""Of what happens on a programme."""

from partners.notices.kinds import NEVER_WHERE, NOT_WHY, told


BOOKED = told(
    "programme-booked",
    "A person linked to a survivor has a day on which a programme begins",
    "Beginning can change how somebody behaves at home. Ask the survivor what would help around that day.",
    f"The day it begins and when it should end, and whether it is a group or one to one. {NEVER_WHERE}",
)
OVERRIDDEN = told(
    "start-overridden",
    "A programme begins before this service has done all it does first",
    "A manager on the other side let it begin early, with a reason of their own.",
    f"That the programme begins. {NEVER_WHERE}",
    at_once=True,
)
STARTED = told(
    "programme-started",
    "A person linked to a survivor began a programme",
    "They were at a session for the first time.",
    f"That it began, and that it promises nothing. {NEVER_WHERE}",
)
MISSED = told(
    "session-missed",
    "A person linked to a survivor missed a session",
    "They were not where they were expected, whether they had said so before or not.",
    f"That they did not attend. {NOT_WHY} {NEVER_WHERE}",
)
CUT = told(
    "session-cut",
    "A person linked to a survivor left a session early, or was turned away",
    "Whoever counted on those hours cannot. Ask where the survivor is now.",
    f"That the person is not at the programme today. {NOT_WHY} {NEVER_WHERE}",
    at_once=True,
)
CORRECTED = told(
    "session-corrected",
    "A person linked to a survivor was at a session that they were said to have missed",
    "The register was corrected. A survivor who heard that they were away, or left early, should "
    "hear this too.",
    f"That the person was at the session on that day after all. {NEVER_WHERE}",
)
CANCELLED = told(
    "session-cancelled",
    "A session of a person linked to a survivor does not take place",
    "Whoever counted on those hours cannot. The person may not know yet: tell nobody on the other side.",
    f"That there is no session on that day. {NEVER_WHERE}",
    at_once=True,
)
PAUSED = told(
    "programme-paused",
    "The programme of a person linked to a survivor is paused",
    "Nobody sees the person every week for now.",
    f"That the programme is paused. {NOT_WHY}",
)
RESUMED = told(
    "programme-resumed",
    "The programme of a person linked to a survivor goes on again",
    "It was paused before.",
    f"That the programme goes on. {NEVER_WHERE}",
)
COMPLETED = told(
    "programme-completed",
    "A person linked to a survivor completed a programme",
    "Attendance alone: it does not say that anybody changed, or that the survivor is safer.",
    "That the sessions were attended to the end, and that this is no assessment of risk or of change.",
)
NOT_BEGUN = told(
    "programme-not-begun",
    "A programme that was booked for a person linked to a survivor does not begin",
    "If you told the survivor of a day on which it begins, that day no longer holds. Ask whether they are "
    "safe.",
    f"That the programme does not begin on that day. {NOT_WHY}",
)
ENDED = told(
    "programme-ended",
    "The programme of a person linked to a survivor ended before it was complete",
    "Leaving can raise the danger. Ask the survivor whether they are safe.",
    f"That the person no longer attends. {NOT_WHY}",
)
CONCERN = told(
    "concern-raised",
    "A worker fears for somebody’s safety now",
    "Ring the service that works with the person, and find out what it is. In danger: 999.",
    "As much as is needed to act now, decided together with a supervisor.",
    at_once=True,
    danger=True,
)
LETTER = told(
    "completion-letter",
    "A person linked to a survivor is to get a letter of attendance",
    "It says nothing of safety, and may be shown as if it did. Speak with the survivor before it comes.",
    "That a letter of attendance was asked for, and that it states days alone: not safety, not change.",
)
