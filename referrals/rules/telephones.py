"""Whether a number can be a telephone at all, as somebody in this country types it."""

import phonenumbers


def can_be_rung(typed: str) -> bool:
    """It has as many digits as numbers of its country have; whether anybody has it is another matter."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(typed, "GB"))
    except phonenumbers.NumberParseException:
        return False
