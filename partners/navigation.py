"""Where in the menu this app's pages stand."""

from chrysalis.access.permissions import Permission
from chrysalis.ui.navigation import PLACES, Place


for place in (
    Place(
        "partners:to_tell",
        "To tell",
        "What survivors may be told of, by when",
        Permission.SURVIVOR_TELL,
        order=10,
    ),
    Place(
        "partners:slips", "Slips", "What others have told of somebody harmed", Permission.SLIP_VIEW, order=20
    ),
    Place(
        "partners:releases",
        "To be released",
        "Documents that may name somebody harmed, before they leave",
        Permission.RELEASE_REVIEW,
        order=10,
    ),
    Place(
        "partners:survivors",
        "Survivors",
        "Everyone your service supports",
        Permission.SURVIVOR_VIEW,
        order=30,
    ),
    Place(
        "partners:tracings",
        "To trace",
        "People taken on, nobody linked yet",
        Permission.CLIENT_TRACE,
        order=40,
    ),
    Place(
        "partners:times",
        "How soon survivors are told",
        "Say by when survivors are told, and for how long your service tries",
        Permission.SUPPORT_TIME,
        order=80,
    ),
):
    PLACES.add(place)
