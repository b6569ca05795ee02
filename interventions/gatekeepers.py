"""What this app answers to those below: whose lists are hidden and corrected with a case."""

from interventions.models import Appointment, Attendance, Concern, Enrolment, Review
from referrals.gates.copies import COPIES, HIDDEN_ALONG


COPIES.add(Enrolment)
COPIES.add(Appointment)
HIDDEN_ALONG.add(Attendance)
HIDDEN_ALONG.add(Review)
HIDDEN_ALONG.add(Concern)
