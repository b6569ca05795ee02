"""The pages of the public door, one small form each, in the order in which they are asked."""

from referrals.forms.self_referral.asking import TOO_YOUNG
from referrals.forms.self_referral.pages import BORN, PAGES, YOUNG, Page, page_called
from referrals.forms.self_referral.reading import Told, asked_of, told, typed


# The text that somebody agrees to. A new text is a new version: a test holds the two together.
CONFIDENTIALITY = "2026-11-22"

__all__ = [
    "BORN",
    "CONFIDENTIALITY",
    "PAGES",
    "TOO_YOUNG",
    "YOUNG",
    "Page",
    "Told",
    "asked_of",
    "page_called",
    "told",
    "typed",
]
