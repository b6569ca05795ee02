"""The code by which somebody comes back to what they wrote at the public door.

Sixteen characters that nobody can guess (80 bits), in the alphabet of our references: written by hand, read
out, typed with or without the dashes. It says nothing of what it opens.
"""

import hashlib

from chrysalis.keys import ALPHABET


LENGTH = 16
GROUP = 4
MISREAD = str.maketrans("ILO", "110")  # as Crockford's alphabet has it


def read_code(typed: str) -> str:
    """The code as it is kept; empty for what cannot be one."""
    tidy = "".join(typed.upper().split()).replace("-", "").translate(MISREAD)
    return tidy if len(tidy) == LENGTH and set(tidy) <= set(ALPHABET) else ""


def shown(code: str) -> str:
    """As it is written down: 7K3M-92QF-TX4A-BC0D."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def digest(code: str) -> str:
    """What is kept of a code: enough to find by, and no way back."""
    return hashlib.sha256(f"chrysalis visit {code}".encode()).hexdigest()
