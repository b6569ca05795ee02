"""Where in the menu this app's pages stand."""

from chrysalis.access.permissions import Permission
from chrysalis.ui.navigation import PLACES, Place


for place in (
    Place("partners:slips", "Slips", "What others have told of somebody harmed", Permission.SLIP_VIEW),
    Place(
        "partners:releases",
        "To be released",
        "Documents that may name somebody harmed, before they leave",
        Permission.RELEASE_REVIEW,
    ),
    Place("partners:survivors", "Survivors", "Everyone your service supports", Permission.SURVIVOR_VIEW),
):
    PLACES.add(place)
