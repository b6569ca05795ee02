"""Reading JSON that nobody trusts: of a size, each name once, no number that is none, text that keeps."""

import json
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from chrysalis.api.problems import Problem


MOST = 256 * 1024  # bytes: every field of the longest form, filled to its end, and some to spare
Told = dict[str, Any]


def read_object(request: HttpRequest) -> Told:
    """The object that was sent. Raises Problem."""
    if request.content_type != "application/json":
        raise Problem("not-json")
    body = read(request)
    try:
        found = json.loads(body.decode(), object_pairs_hook=_each_once, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be kept
    except (ValueError, RecursionError):
        raise Problem("bad-request", "The body is not JSON in UTF-8, with each name once.") from None
    if not isinstance(found, dict):
        raise Problem("bad-request", "The body is not a JSON object.")
    return found


def read(request: HttpRequest) -> bytes:
    """Raises Problem for more than anybody sends."""
    try:
        body: bytes = request.body
    except RequestDataTooBig:
        raise Problem("too-large") from None
    if len(body) > MOST:
        raise Problem("too-large")
    return body


def as_one_text(told: Told) -> str:
    """The same for the same content, however it was laid out."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def _each_once(pairs: list[tuple[str, Any]]) -> Told:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)
