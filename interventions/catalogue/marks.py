"""What a register says of one person and one session: ten closed words, and what each means."""

from interventions.catalogue.terms import Word


class Mark(Word):
    ATTENDED = "attended", "Attended"
    LATE = "late", "Attended, late"
    LEFT_EARLY = "left_early", "Left early"
    REMOTE = "remote", "Attended remotely"
    ACCEPTED = "accepted", "Absent, notice accepted"
    NOT_ACCEPTED = "not_accepted", "Absent, notice not accepted"
    NO_WORD = "no_word", "Absent without word"
    EXCLUDED = "excluded", "Excluded by us"
    CANCELLED = "cancelled", "Cancelled by us"
    TURNED_AWAY = "turned_away", "Turned away"


WAS_THERE = frozenset({Mark.ATTENDED, Mark.LATE, Mark.LEFT_EARLY, Mark.REMOTE})
COUNTS_NEITHER_WAY = frozenset({Mark.ACCEPTED, Mark.EXCLUDED, Mark.CANCELLED})
# SAFETY: whoever planned their evening by the session cannot: the person is somewhere else in these hours.
CUT = frozenset({Mark.LEFT_EARLY, Mark.TURNED_AWAY, Mark.EXCLUDED})
ABSENT = frozenset({Mark.ACCEPTED, Mark.NOT_ACCEPTED, Mark.NO_WORD})
