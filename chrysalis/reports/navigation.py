"""Where in the menu the documents stand."""

from chrysalis.access.permissions import Permission
from chrysalis.ui.navigation import PLACES, Place


PLACES.add(
    Place(
        "reports:reports",
        "Reports",
        "What you asked to have printed, and how far it is",
        Permission.REPORT_VIEW,
    )
)
