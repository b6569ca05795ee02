"""Where in the menu this app's pages stand."""

from chrysalis.access.permissions import Permission
from chrysalis.ui.navigation import PLACES, Place


for place in (
    Place(
        "interventions:waiting", "Waiting", "Who waits for a programme, and since when", Permission.PLACE_VIEW
    ),
    Place(
        "interventions:places_left", "Places", "Places left, by who pays for them", Permission.PROGRAMME_VIEW
    ),
    Place(
        "interventions:own_programmes", "Programmes", "How your programmes are run", Permission.PROGRAMME_VIEW
    ),
    Place(
        "interventions:sessions",
        "Sessions",
        "This week's sessions and their registers",
        Permission.SESSION_VIEW,
    ),
    Place("interventions:groups", "Groups", "Their dates, and who is in them", Permission.SESSION_VIEW),
    Place("interventions:reviews", "Paused", "Who is paused, and until when", Permission.REVIEW_DECIDE),
    Place("interventions:concerns", "Concerns", "Concerns that colleagues raised", Permission.CONCERN_VIEW),
    Place("interventions:streams", "Funding", "Who pays for how many places", Permission.FUNDING_EDIT),
):
    PLACES.add(place)
