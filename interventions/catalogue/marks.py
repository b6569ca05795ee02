"""What a register says of one person and one session: ten closed words, and what each means."""

from interventions.catalogue.terms import Word


class Mark(Word):
    """Short enough for a telephone, and begun with letters that choose them from a list by one key."""

    ATTENDED = "attended", "Attended"
    LATE = "late", "Late"
    LEFT_EARLY = "left_early", "Left early"
    REMOTE = "remote", "Remote"
    NO_WORD = "no_word", "No word, absent"
    ACCEPTED = "accepted", "Notice accepted, absent"
    NOT_ACCEPTED = "not_accepted", "Notice not accepted, absent"
    TURNED_AWAY = "turned_away", "Turned away"
    EXCLUDED = "excluded", "Excluded by us"
    CANCELLED = "cancelled", "Cancelled by us"


WAS_THERE = frozenset({Mark.ATTENDED, Mark.LATE, Mark.LEFT_EARLY, Mark.REMOTE})
COUNTS_NEITHER_WAY = frozenset({Mark.ACCEPTED, Mark.EXCLUDED, Mark.CANCELLED})
# SAFETY: whoever planned their evening by the session cannot: the person is somewhere else in these hours.
CUT = frozenset({Mark.LEFT_EARLY, Mark.TURNED_AWAY, Mark.EXCLUDED})
ABSENT = frozenset({Mark.ACCEPTED, Mark.NOT_ACCEPTED, Mark.NO_WORD})

# As a strip shows them: letters that stay apart on a grey copy.
SIGNS = {
    Mark.ATTENDED: "✓",
    Mark.LATE: "L",
    Mark.LEFT_EARLY: "E",
    Mark.REMOTE: "R",
    Mark.NO_WORD: "✗",
    Mark.ACCEPTED: "n",
    Mark.NOT_ACCEPTED: "N",
    Mark.TURNED_AWAY: "T",
    Mark.EXCLUDED: "U",
    Mark.CANCELLED: "C",
}
