from chrysalis.risk.models.keeping import RiskRules, ToolTraining
from chrysalis.risk.models.records import AssessmentRecord, GradeAnswerRecord, GradeRecord, Level


__all__ = ["AssessmentRecord", "GradeAnswerRecord", "GradeRecord", "Level", "RiskRules", "ToolTraining"]
