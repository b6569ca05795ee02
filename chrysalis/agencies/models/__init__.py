from chrysalis.agencies.models.agency import Agency, Nation
from chrysalis.agencies.models.agreement import Agreement, Signature
from chrysalis.agencies.models.conflict import UNLESS_KNOWN, Conflict
from chrysalis.agencies.models.scheme import Area, Participation, Scheme
from chrysalis.agencies.models.worker import Membership, Worker, with_name


__all__ = [
    "UNLESS_KNOWN",
    "Agency",
    "Agreement",
    "Area",
    "Conflict",
    "Membership",
    "Nation",
    "Participation",
    "Scheme",
    "Signature",
    "Worker",
    "with_name",
]
