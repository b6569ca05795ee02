"""The pages of the public door, one small form each, in the order in which they are asked."""

from referrals.forms.self_referral.pages import PAGES, Page, page_called
from referrals.forms.self_referral.reading import Told, told, typed


# The text that somebody agrees to. A new text is a new version: a test holds the two together.
CONFIDENTIALITY = "2026-11-22"

__all__ = ["CONFIDENTIALITY", "PAGES", "Page", "Told", "page_called", "told", "typed"]
