"""A monthly group for those who completed the men's group; it goes on as long as they come."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Frequency, Kind, Mode, Programme, SexRule, Terms


PROGRAMMES.add(
    Programme(
        "jc-maint",
        "Maintenance group, monthly",
        Kind.AFTERCARE,
        "Once a month, for as long as somebody wishes.",
        Terms(
            mode=Mode.GROUP,
            sex=SexRule.MEN,
            interpreter=False,
            minutes=120,
            frequency=Frequency.MONTHLY,
            group_max=15,
            facilitators_min=2,
            follow_up_months=(),
        ),
        after=("jc-group",),
    )
)
