"""The messages that the demonstration would have sent: it writes them to a folder instead."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings


SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # as Django's file backend writes it
MOST = 50


@dataclass(frozen=True)
class Message:
    subject: str
    to: str
    date: str
    text: str


def newest() -> list[Message]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return list(islice((message for file in files for message in _messages_in(file)), MOST))


def _messages_in(file: Path) -> Iterator[Message]:
    """The last written first."""
    for raw in reversed(file.read_bytes().split(SEPARATOR)):
        if raw.strip():
            yield _read(raw)


def _read(raw: bytes) -> Message:
    parsed = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
    body = parsed.get_body(("plain",))
    return Message(
        parsed["subject"], parsed["to"], parsed["date"], body.get_content().strip() if body else ""
    )
