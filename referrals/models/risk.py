"""Risk on this side: tools completed about the person referred, and how dangerous somebody judged them.

SAFETY: the grade is general danger to partners, never to one of them. Factors of whoever is harmed are in
no row here: those parts of a tool are completed on the other side, and what comes of them stays there.
"""

from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.risk.models import AssessmentRecord, GradeAnswerRecord, GradeRecord
from referrals.models.case import Case


class Assessment(AssessmentRecord):
    id = keys.primary("assessment")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE


class Grade(GradeRecord):
    id = keys.primary("grade")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grades")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE


class GradeAnswer(GradeAnswerRecord):
    id = keys.primary("grade-answer")
    grade = models.OneToOneField(Grade, on_delete=models.PROTECT, related_name="answer")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE
