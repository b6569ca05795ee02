"""How pages speak of a file: what kind, how large, and how far it is with it."""

import datetime as dt

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from chrysalis.attachments.models import Attachment, AttachmentState


COLOURS = {
    AttachmentState.QUARANTINED: "yellow",
    AttachmentState.CLEAN: "green",
    AttachmentState.REFUSED: "red",
}


def about(found: Attachment) -> str:
    """Such as "PDF, 1.2 MB"; of what was not taken, what it was to be."""
    size = filesizeformat(found.size).replace("\xa0", " ")
    return f"{found.get_kind_display()}, {size}"


def colour(found: Attachment) -> str:
    return COLOURS[AttachmentState(found.state)]


def taken(at: dt.datetime) -> str:
    """SAFETY: the same words whichever service the file went to."""
    return f"Taken at {timezone.localtime(at):%H:%M}. You can add another."
