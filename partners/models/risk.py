"""Risk to a survivor: tools completed with them, and how dangerous somebody judged it to be for them.

SAFETY: each survivor's own, apart from every other's and from the grade of the person referred. Nothing of
it goes to the other side: not the grade, not that there is one, not when it was set.
"""

from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.risk.models import AssessmentRecord, GradeAnswerRecord, GradeRecord
from partners.models.survivor import Survivor


class SurvivorAssessment(AssessmentRecord):
    id = keys.primary("survivor-assessment")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="assessments")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Rows:
        linkwork = rows.Open("survivor_id", "survivor_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE


class SurvivorGrade(GradeRecord):
    id = keys.primary("survivor-grade")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="grades")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Rows:
        linkwork = rows.Open("survivor_id", "survivor_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE


class SurvivorGradeAnswer(GradeAnswerRecord):
    id = keys.primary("survivor-grade-answer")
    grade = models.OneToOneField(SurvivorGrade, on_delete=models.PROTECT, related_name="answer")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="+")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Rows:
        linkwork = rows.Open("survivor_id", "survivor_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE
