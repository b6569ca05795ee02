from partners.models.link import ClientLink, Relationship
from partners.models.release import ReleaseCheck
from partners.models.slip import SafeToRing, Slip, SlipDetails, SlipFiling
from partners.models.survivor import SafeContact, Survivor


__all__ = [
    "ClientLink",
    "Relationship",
    "ReleaseCheck",
    "SafeContact",
    "SafeToRing",
    "Slip",
    "SlipDetails",
    "SlipFiling",
    "Survivor",
]
