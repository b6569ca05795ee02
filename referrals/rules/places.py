"""Whether words say where somebody is: a postcode, or a street with a number.

SAFETY: it is asked of what is written about children and orders, where a place would be that of whoever was
harmed. It finds what people write without thinking, and not what they hide: the words beside the field say
the rest.
"""

import re

from referrals.rules.person_keys import IN_AN_ADDRESS


STREETS = "street|st|road|rd|lane|avenue|ave|drive|close|court|crescent|terrace|gardens|grove|square|mews|way"
A_STREET = re.compile(rf"\b\d{{1,4}}[a-z]?,?\s+(?:[^\W\d][\w’'-]*\s+){{1,3}}(?:{STREETS})\b", re.IGNORECASE)
A_SCHOOL = re.compile(r"\b(?:school|academy|nursery|pre-?school|sixth form)\b", re.IGNORECASE)


def says_where(text: str) -> bool:
    return bool(IN_AN_ADDRESS.search(text) or A_STREET.search(text))


def says_which_school(text: str) -> bool:
    return bool(A_SCHOOL.search(text))
