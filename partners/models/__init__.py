from partners.models.link import ClientLink, Relationship
from partners.models.risk import SurvivorAssessment, SurvivorGrade, SurvivorGradeAnswer
from partners.models.slip import SafeToRing, Slip, SlipDetails, SlipFiling
from partners.models.survivor import SafeContact, Survivor


__all__ = [
    "ClientLink",
    "Relationship",
    "SafeContact",
    "SafeToRing",
    "Slip",
    "SlipDetails",
    "SlipFiling",
    "Survivor",
    "SurvivorAssessment",
    "SurvivorGrade",
    "SurvivorGradeAnswer",
]
