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
    Place("interventions:streams", "Funding", "Who pays for how many places", Permission.FUNDING_EDIT),
):
    PLACES.add(place)
