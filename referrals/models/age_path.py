from django.db import models


class AgePath(models.TextChoices):
    """Which pathway somebody takes by age, as it was on the day they were referred: see `rules/paths.py`."""

    ADULT = "adult", "Adult"
    SIXTEEN = "sixteen", "16 or 17"
    YOUNG = "young", "Young person, under 16"
    YOUNGER = "younger", "Younger than the service takes"
    UNSURE = "unsure", "Not certain: somebody chooses"


# Between which somebody chooses.
CHOSEN = (AgePath.YOUNG, AgePath.SIXTEEN, AgePath.ADULT)
