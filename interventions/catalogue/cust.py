"""One contact in the custody suite."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Frequency, Gate, Kind, Mode, Programme, Terms


PROGRAMMES.add(
    Programme(
        "cust",
        "Contact in custody",
        Kind.EARLY,
        "One conversation in the suite, and practical help on the way out.",
        Terms(
            mode=Mode.ONE_TO_ONE,
            sessions_total=1,
            frequency=Frequency.ONCE,
            allocate_days=1,
            # SAFETY: the conversation happens before anybody could be asked; the release is what matters,
            # and is announced of itself.
            gate=Gate.NONE,
            exit_review=False,
            follow_up_months=(),
        ),
    )
)
