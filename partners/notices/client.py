"""Of the person themselves: referred, taken on, released, arrested, handed over, gone."""

from partners.notices.kinds import NOT_WHY, told


REFERRED = told(
    "client-referred",
    "A person linked to a survivor was referred",
    "The slip about this survivor came with a referral. Nobody may have spoken with the person yet.",
    "That a referral was made. Not by whom, and no reason beyond general words.",
)
REFUSED = told(
    "client-refused",
    "A service did not take on a person linked to a survivor",
    "The referral was not taken, or was sent on to another service.",
    "That no programme begins for now. Not why.",
)
TAKEN_ON = told(
    "client-taken-on",
    "A service began to work with a person linked to a survivor",
    "The survivor may want to know before the person is first spoken with.",
    "That the referral was accepted, and what the programme can and cannot do. It is no reason to feel safe.",
    urgent=True,
)
REACHED = told(
    "client-reached",
    "A person linked to a survivor has been spoken with",
    "Being spoken with can change how somebody behaves at home. Ask the survivor whether they are safe.",
    "That the service is in touch with the person. Nothing of what was said.",
    at_once=True,
)
HANDED_OVER = told(
    "case-handed-over",
    "Another service took on a person linked to a survivor",
    "What was agreed with the survivor goes on; news come from the other service from now on.",
    "That another service works with the person now.",
)
CLOSED = told(
    "case-closed",
    "A service no longer works with a person linked to a survivor",
    "No more news come of the person. Agree with the survivor what support goes on.",
    f"That the service stopped working with the person. {NOT_WHY}",
)
RELEASED = told(
    "release-recorded",
    "A person linked to a survivor leaves custody, or has left it",
    "Read on this page whether police have told the survivor. If that is not known, ring the police first.",
    "That the person is released, as police allow. Bail and conditions are for police to tell.",
    at_once=True,
    danger=True,
)
RISK_UP = told(
    "risk-raised",
    "Somebody judged that a person linked to a survivor is more dangerous than before",
    "Think the safety plan through with the survivor today, and with your manager what else has to be done.",
    "As much as is needed to act, decided together with a supervisor. Never a number or a word of a grade.",
    at_once=True,
    danger=True,
)
INCIDENT = told(
    "client-incident",
    "Something new was told of a person linked to a survivor",
    "An incident, an arrest or a breach: which, stands below. Ask the survivor whether they are safe, and "
    "think the safety plan through. They may know more of it than anybody here does.",
    "As much as is needed to act, decided together with a supervisor. What police did is for police to tell.",
    urgent=True,
    danger=True,
)
EARLIER = told(
    "news-from-before",
    "Things happened before a survivor was linked to the person",
    "All that still holds is below, in the order in which it came. Tell it together.",
    "Of each thing what stands with it, and no more.",
)
EARLIER_DANGER = told(
    "danger-from-before",
    "Something happened before a survivor was linked that may be danger now",
    "All that still holds is below, in the order in which it came. Begin with what is danger, and think the "
    "safety plan through.",
    "Of each thing what stands with it. Decide together with a supervisor how much of the danger is said.",
    at_once=True,
    danger=True,
)
JOINED = told(
    "records-joined",
    "A person linked to a survivor was recorded twice",
    "Two records were found to be of one person. Whatever still holds under the other is below, and from "
    "now on you hear of both.",
    "What is below and new to the survivor. Nothing of how it was recorded.",
)
JOINED_DANGER = told(
    "records-joined-danger",
    "A person linked to a survivor was recorded twice, and what is new may be danger now",
    "All that still holds is below, in the order in which it came. Begin with what is danger, and think the "
    "safety plan through.",
    "Of each thing what stands with it. Decide together with a supervisor how much of the danger is said.",
    at_once=True,
    danger=True,
)
PARTED = told(
    "records-parted",
    "Two records that were read as one person linked to a survivor are of two people",
    "What you heard since the day below may have been of somebody else. Look through it, and think through "
    "with the survivor again what rests on it.",
    "Which of the things that were told was perhaps not of this person. Nothing of the other person.",
    at_once=True,
)
TAKEN_OFF = told(
    "incident-taken-off",
    "Something that was told of a person linked to a survivor was of somebody else",
    "What you heard on the day below was not of this person. Think through with the survivor again what "
    "rests on it.",
    "That what was told was not of this person. Nothing of the other person.",
    at_once=True,
)
