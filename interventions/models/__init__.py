from interventions.models.agreement import AgreementText, ClientAgreement
from interventions.models.capacity import Capacity, FundingStream
from interventions.models.enrolment import HOLDING, OPEN, Enrolment, EnrolmentState, EnrolmentStep
from interventions.models.suitability import Known, Stage, Suitability
from interventions.models.version import GRADES, ProgrammeVersion, words_of


__all__ = [
    "GRADES",
    "HOLDING",
    "OPEN",
    "AgreementText",
    "Capacity",
    "ClientAgreement",
    "Enrolment",
    "EnrolmentState",
    "EnrolmentStep",
    "FundingStream",
    "Known",
    "ProgrammeVersion",
    "Stage",
    "Suitability",
    "words_of",
]
