"""Whether two descriptions may be of one person: a name, however it is written, and a date of birth.

It errs on the side of yes: a date that is missing, or known in part, contradicts nothing.
"""

import unicodedata


def name_key(given_names: str, family_name: str) -> str:
    """ "Siân  O’Brien" and "sian obrien" have one key. Letters of any alphabet count."""
    words = unicodedata.normalize("NFKD", f"{given_names} {family_name}".casefold()).split()
    return " ".join(filter(None, (_letters(word) for word in words)))


def _letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalnum())


def dates_agree(one: str, other: str) -> bool:
    """Dates of birth as they are kept: "1990", "1990-03", "1990-03-14", or nothing."""
    return one.startswith(other) or other.startswith(one)
