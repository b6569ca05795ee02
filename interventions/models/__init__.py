from interventions.models.agreement import AgreementText, ClientAgreement
from interventions.models.attendance import MARKS, Attendance, EarlierMark
from interventions.models.capacity import Capacity, FundingStream
from interventions.models.concern import Concern
from interventions.models.enrolment import HOLDING, OPEN, Enrolment, EnrolmentState, EnrolmentStep
from interventions.models.group import GroupFacilitator, GroupMember, ProgrammeGroup
from interventions.models.meeting import Appointment, GroupSession, MeetingState, SessionNote
from interventions.models.review import Review
from interventions.models.suitability import Known, Stage, Suitability
from interventions.models.version import GRADES, ProgrammeVersion, words_of


__all__ = [
    "GRADES",
    "HOLDING",
    "MARKS",
    "OPEN",
    "AgreementText",
    "Appointment",
    "Attendance",
    "Capacity",
    "ClientAgreement",
    "Concern",
    "EarlierMark",
    "Enrolment",
    "EnrolmentState",
    "EnrolmentStep",
    "FundingStream",
    "GroupFacilitator",
    "GroupMember",
    "GroupSession",
    "Known",
    "MeetingState",
    "ProgrammeGroup",
    "ProgrammeVersion",
    "Review",
    "SessionNote",
    "Stage",
    "Suitability",
    "words_of",
]
