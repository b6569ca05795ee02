"""Where in the menu this app's pages stand."""

from chrysalis.access.permissions import Permission
from chrysalis.ui.navigation import PLACES, Place


for place in (
    Place("referrals:submit", "Refer someone", "Refer a person held here", Permission.REFERRAL_SUBMIT),
    Place("referrals:sent", "Sent", "See that what was sent has been received", Permission.REFERRAL_FOLLOW),
    Place("referrals:inbox", "Inbox", "Referrals waiting for a first contact", Permission.REFERRAL_VIEW),
    Place("referrals:cases", "Cases", "Everyone your agency works with", Permission.CASE_VIEW),
):
    PLACES.add(place)
