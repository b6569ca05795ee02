"""Ten weeks for fathers, after or beside the men's group."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Earlier, Intake, Kind, Mode, Programme, SexRule, Terms


PROGRAMMES.add(
    Programme(
        "jc-dads",
        "Dads, 10 weeks",
        Kind.CHANGE,
        "Parenting for fathers, after or beside the group.",
        Terms(
            mode=Mode.GROUP,
            sex=SexRule.MEN,
            needs_acknowledgement=True,
            needs_children=True,
            interpreter=False,
            sessions_total=10,
            minutes=120,
            intake=Intake.CLOSED,
            group_min=4,
            group_max=10,
            facilitators_min=2,
        ),
        after=("jc-group", "jc-iip"),
        earlier=Earlier.BEGUN,
    )
)
