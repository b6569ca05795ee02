"""The few cases that only named people open: three in a thousand, each with one caseworker named."""

from chrysalis.demo.volume.fillings import Filling
from referrals.models import RestrictedListing, Restriction


HIDDEN = "arrival a JOIN standing s ON s.n = a.n"
DUE = {
    "handle": "a.reference",
    "next_action": "s.next_action",
    "next_due_at": "s.next_due_at",
    "agency_id": "a.provider",
    "referral_id": "a.referral_id",
    "case_id": "a.case_id",
}
RESTRICTION = Filling(
    Restriction,
    f"{HIDDEN} WHERE a.is_restricted",
    DUE | {
        "id": "pg_temp.key('restriction', a.n)",
        "referring_agency_id": "a.suite",
        "reason": "'Known to several people at the custody suite.'",
        "since": "a.accepted_at + interval '1 hour'",
        "by_id": "a.lead",
    },
)  # fmt: skip
LISTING = Filling(
    RestrictedListing,
    f"{HIDDEN} CROSS JOIN auth_permission p JOIN django_content_type c ON c.id = p.content_type_id"
    " WHERE a.is_restricted AND c.app_label = 'referrals' AND c.model = 'restriction'"
    " AND p.codename = %(open)s",
    DUE | {
        "id": "pg_temp.key('listing', a.n)",
        "content_object_id": "pg_temp.key('restriction', a.n)",
        "permission_id": "p.id",
        "user_id": "a.caseworker",
    },
)  # fmt: skip

FILLINGS = (RESTRICTION, LISTING)
