from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and what to do about it: a sentence each."""

    what: str
    do: str
