"""The messages that the demonstration would have sent: its way out records them instead."""

import datetime as dt
from dataclasses import dataclass

from chrysalis.delivery.transports import recording, transport
from chrysalis.ui.templatetags.ui import moment


@dataclass(frozen=True)
class Message:
    subject: str
    to: str
    date: str
    text: str


def newest() -> list[Message]:
    """The last one first; none where this service really sends."""
    through = transport()
    if not isinstance(through, recording.Recording):
        return []
    return [_read(kept) for kept in through.newest()]


def _read(kept: recording.Recorded) -> Message:
    return Message(kept.subject, kept.to, moment(dt.datetime.fromisoformat(kept.at)), kept.text.strip())
