"""What this side hears: of what it announces itself, and of what happens to a client it is linked to.

SAFETY: all of it runs in the worker, as the courier, after the commit. Nothing of it, not even that it
failed, can be seen by whoever caused it.
"""

from partners.handlers.clients import (
    tell_of_case,
    tell_of_closing,
    tell_of_contact,
    tell_of_grade,
    tell_of_handover,
    tell_of_incident,
    tell_of_joining,
    tell_of_parting,
    tell_of_referral,
    tell_of_refusal,
    tell_of_release,
    tell_of_taking_off,
    trace,
)
from partners.handlers.documents import check_document, settle_release, tell_of_repeats
from partners.handlers.grades import ask_for_second, review_grade, settle_grade
from partners.handlers.own import (
    settle_news,
    settle_slip,
    settle_tracing,
    tell_link_workers,
    tell_of_before_filing,
    tell_of_before_linking,
    tell_of_referral_with_slip,
    tell_of_way_not_known,
)
from partners.handlers.programmes import (
    tell_of_booking,
    tell_of_cancelled,
    tell_of_concern,
    tell_of_cut,
    tell_of_end,
    tell_of_letter,
    tell_of_missed,
    tell_of_override,
    tell_of_pause,
    tell_of_resuming,
    tell_of_start,
)
from partners.handlers.telling import support_in, tell, tell_of_before, tell_of_referral_once


__all__ = [
    "ask_for_second",
    "check_document",
    "review_grade",
    "settle_grade",
    "settle_news",
    "settle_release",
    "settle_slip",
    "settle_tracing",
    "support_in",
    "tell",
    "tell_link_workers",
    "tell_of_before",
    "tell_of_before_filing",
    "tell_of_before_linking",
    "tell_of_booking",
    "tell_of_cancelled",
    "tell_of_case",
    "tell_of_closing",
    "tell_of_concern",
    "tell_of_contact",
    "tell_of_cut",
    "tell_of_end",
    "tell_of_grade",
    "tell_of_handover",
    "tell_of_incident",
    "tell_of_joining",
    "tell_of_letter",
    "tell_of_missed",
    "tell_of_override",
    "tell_of_parting",
    "tell_of_pause",
    "tell_of_referral",
    "tell_of_referral_once",
    "tell_of_referral_with_slip",
    "tell_of_refusal",
    "tell_of_release",
    "tell_of_repeats",
    "tell_of_resuming",
    "tell_of_start",
    "tell_of_taking_off",
    "tell_of_way_not_known",
    "trace",
]
