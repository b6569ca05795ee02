from partners.models.contact import BY_WHICH_WAY, THEIRS, Engagement, SurvivorContact
from partners.models.document import SlipDocument
from partners.models.link import ClientLink, Relationship
from partners.models.news import Detail, Earlier, News, Telling
from partners.models.release import ReleaseCheck
from partners.models.risk import SurvivorAssessment, SurvivorGrade, SurvivorGradeAnswer
from partners.models.slip import SafeToRing, Slip, SlipDetails, SlipFiling
from partners.models.starting import StartAnswer, StartRound
from partners.models.survivor import SafeContact, Survivor, Tier
from partners.models.times import SupportTimes
from partners.models.tracing import Tracing, TracingEnding


__all__ = [
    "BY_WHICH_WAY",
    "THEIRS",
    "ClientLink",
    "Detail",
    "Earlier",
    "Engagement",
    "News",
    "Relationship",
    "ReleaseCheck",
    "SafeContact",
    "SafeToRing",
    "Slip",
    "SlipDetails",
    "SlipDocument",
    "SlipFiling",
    "StartAnswer",
    "StartRound",
    "SupportTimes",
    "Survivor",
    "SurvivorAssessment",
    "SurvivorContact",
    "SurvivorGrade",
    "SurvivorGradeAnswer",
    "Telling",
    "Tier",
    "Tracing",
    "TracingEnding",
]
