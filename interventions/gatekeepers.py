"""What this app answers to those below: whose lists are hidden and corrected with a case."""

from interventions.models import Enrolment
from referrals.gates.copies import COPIES


COPIES.add(Enrolment)
