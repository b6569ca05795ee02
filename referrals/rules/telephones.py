"""Whether what was typed can be a telephone at all, or a way to reach a colleague.

What people write beside a number ("after six", "ext 4") is kept, so that little is asked of it.
"""

import re

import phonenumbers


FEWEST_DIGITS = 6  # of somebody's own number
FEWEST_OF_COLLEAGUE = 3  # 101, and an extension
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")


def looks_like_number(typed: str, *, fewest: int = FEWEST_DIGITS) -> bool:
    return sum(sign.isdigit() for sign in typed) >= fewest


def reaches_colleague(typed: str) -> bool:
    """A telephone number, a work e-mail address, or both."""
    if "@" in typed:
        return all(
            ADDRESS.fullmatch(each.strip(".;<>()")) for each in re.split(r"[\s,;]+", typed) if "@" in each
        )
    return looks_like_number(typed, fewest=FEWEST_OF_COLLEAGUE)


def can_be_rung(typed: str) -> bool:
    """It has as many digits as numbers of its country have; whether anybody has it is another matter. What
    is short enough to lack its area code ("07700", interrupted) cannot be rung from anywhere else."""
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return False
    found: int = phonenumbers.is_possible_number_with_reason(number)
    return found == phonenumbers.ValidationResult.IS_POSSIBLE
