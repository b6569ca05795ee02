"""Where in the menu this app's pages stand."""

from chrysalis.access.permissions import Permission
from chrysalis.ui.navigation import PLACES, Place


for place in (
    Place(
        "interventions:waiting",
        "Waiting",
        "Who waits for a programme, and since when",
        Permission.PLACE_VIEW,
        order=30,
    ),
    Place(
        "interventions:places_left",
        "Places",
        "Places left, by who pays for them",
        Permission.PROGRAMME_VIEW,
        order=55,
    ),
    Place(
        "interventions:own_programmes",
        "Programmes",
        "How your programmes are run",
        Permission.PROGRAMME_VIEW,
        order=60,
    ),
    Place(
        "interventions:sessions",
        "Sessions",
        "This week's sessions and their registers",
        Permission.SESSION_VIEW,
        order=25,
    ),
    Place(
        "interventions:groups", "Groups", "Their dates, and who is in them", Permission.SESSION_VIEW, order=35
    ),
    Place(
        "interventions:reviews", "Paused", "Who is paused, and until when", Permission.REVIEW_DECIDE, order=40
    ),
    Place(
        "interventions:concerns",
        "Concerns",
        "Concerns that colleagues raised",
        Permission.CONCERN_VIEW,
        order=45,
    ),
    Place(
        "interventions:streams", "Funding", "Who pays for how many places", Permission.FUNDING_EDIT, order=65
    ),
):
    PLACES.add(place)
