"""The outcome of a disposal's condition, from how the place on a programme ended: attendance, and no more."""

COMPLETED, IN_PART, NOT_COMPLIED = "completed", "in_part", "not_complied"
# Of a place that was handed over the next provider tells; one that goes on has no outcome.
WORDS = {
    "completed": COMPLETED,
    "part_completed": IN_PART,
    "withdrew": NOT_COMPLIED,
    "withdrawn_by_service": NOT_COMPLIED,
}


def outcome_of(ending: str) -> str:
    """In a closed word; empty where there is nothing to tell."""
    return WORDS.get(ending, "")
