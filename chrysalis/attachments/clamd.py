"""Asking ClamAV whether a file is known to be harmful: its daemon's INSTREAM, over a socket.

    CHRYSALIS_CLAMD=unix:///run/clamav/clamd.ctl        or tcp://host:3310

Its protocol is a word, the file in pieces with their lengths, and an answer in one line.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings


SECONDS = 60.0
PIECE = 64 * 1024


class NoAnswer(Exception):
    """The scanner is away, or answered nothing that is a verdict. Nothing is known of the file."""


def is_infected(body: bytes) -> bool:
    """Raises NoAnswer. Without a scanner that is configured, nothing is."""
    if not settings.CLAMD:
        return False
    answer = _asked(b"zINSTREAM\0", *_pieces(body))
    if answer.endswith(b" FOUND"):
        return True
    if answer == b"stream: OK":
        return False
    raise NoAnswer


def answers() -> bool:
    """Whether the scanner that is configured is there."""
    try:
        return _asked(b"zPING\0") == b"PONG"
    except NoAnswer:
        return False


def _pieces(body: bytes) -> list[bytes]:
    parts = [body[at : at + PIECE] for at in range(0, len(body), PIECE)]
    return [struct.pack("!L", len(part)) + part for part in (*parts, b"")]


def _asked(*words: bytes) -> bytes:
    try:
        with _connected() as line:
            for word in words:
                line.sendall(word)
            answer = b""
            while not answer.endswith(b"\0") and (more := line.recv(4096)):
                answer += more
    except OSError:
        raise NoAnswer from None
    return answer.rstrip(b"\0").strip()


def _connected() -> socket.socket:
    place = urlsplit(settings.CLAMD)
    if place.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(place.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((place.hostname or "", place.port or 3310), timeout=SECONDS)
