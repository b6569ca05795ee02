"""Why a file is not taken, and what whoever sends it can do about it."""

from enum import StrEnum


class Why(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OFFICE = "office"
    ARCHIVE = "archive"
    PHOTOGRAPH = "photograph"
    OTHER = "other"
    LOCKED = "locked"
    ACTIVE = "active"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MUCH = "too_much"
    INFECTED = "infected"

    @property
    def said(self) -> str:
        return SAID[self]


SAID = {
    Why.EMPTY: "The file is empty. Choose another",
    Why.TOO_LARGE: "The file is too large. Split it, or save it smaller",
    Why.OFFICE: "Office documents are not taken, since they can hold programs. Save it as a PDF",
    Why.ARCHIVE: "Archives are not taken. Send what is in it, one document at a time",
    Why.PHOTOGRAPH: "The picture is in a format that few can open. Save it as a JPEG",
    Why.OTHER: "Only PDF, JPEG, PNG and plain text are taken",
    Why.LOCKED: "The PDF is locked with a password. Save a copy without one",
    Why.ACTIVE: "The PDF holds a program, a form that sends, or another file. Print it to a new PDF",
    Why.DAMAGED: "The file is damaged, and cannot be read. Save it again",
    Why.TOO_MANY_PIXELS: "The picture has more points than can be shown. Save it smaller",
    Why.TOO_MUCH: "The file unpacks to far more than it seems. Print it to a new PDF",
    Why.INFECTED: "The file holds a virus. It was deleted, and nobody could open it",
}


class Refused(Exception):
    """It is not taken."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.said)
        self.why = why
