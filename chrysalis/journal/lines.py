"""How a line of the service's own journal is written, and what may stand in one.

SAFETY: these lines are collected, searched and kept by people who may open no case. A name in one has
left the building. So a line is put together from what cannot name anybody, and nothing is taken out of
it afterwards: the view and never the address that was asked for; the class of an error and the places it
came through, never what it says, since a database quotes what was typed; and of a library's line its
constant text alone, without what the library would have put in. Only our own lines are written out.
"""

import datetime as dt
import json
import logging
import os
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from types import TracebackType

from chrysalis.audit.requests import current_request, short


OURS = ("chrysalis.", "referrals.", "interventions.", "partners.")
MOST_PLACES = 25
MOST_CAUSES = 5


class Json(logging.Formatter):
    """One JSON object a line, for whatever collects them."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts(record), ensure_ascii=False)


class Plain(logging.Formatter):
    """The same facts, for somebody who reads them in a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        found = facts(record)
        trace = [f"    {place}" for place in found.pop("trace", ())]  # type: ignore[attr-defined]
        first = " ".join(str(found.pop(name)) for name in ("at", "level", "source", "said"))
        rest = " ".join(f"{name}={value}" for name, value in found.items())
        return "\n".join([f"{first} {rest}".rstrip(), *trace])


def formatter() -> logging.Formatter:
    """For a process that has no settings yet. The demonstration is read by people, a service by machines."""
    return Plain() if os.environ.get("CHRYSALIS_DEMO", "").lower() in ("1", "true", "yes", "on") else Json()


def facts(record: logging.LogRecord) -> dict[str, object]:
    found = {
        "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "source": record.name,
        "said": _said(record),
        "request": _number(record),
        "task": _task(),
        **_told(record),
        "place": _place(record.pathname, record.lineno, record.funcName),
    }
    if record.exc_info and record.exc_info[1]:
        found |= {"error": _class(record.exc_info[1]), "trace": list(_trace(record.exc_info[1]))}
    return {name: value for name, value in found.items() if value or name == "said"}


def _said(record: logging.LogRecord) -> str:
    """Our own words; of a library's, what it would fill in, not filled in. Without anything to fill in
    nobody can tell a constant from a sentence about somebody."""
    if f"{record.name}.".startswith(OURS):
        return record.getMessage()
    return record.msg if record.args and isinstance(record.msg, str) else ""


def _number(record: logging.LogRecord) -> str:
    """That of the request in hand; for what Django says of it afterwards, the one it carries."""
    return short(current_request()) or getattr(getattr(record, "request", None), "request_id", "")


def _task() -> str:
    # Imported late: the web server's own lines begin before there is anything to import it with.
    from chrysalis.tasks import in_hand

    return in_hand()


def _told(record: logging.LogRecord) -> dict[str, object]:
    """What our own code says beside its words: `extra={"facts": {…}}`."""
    told = getattr(record, "facts", {})
    return dict(told) if f"{record.name}.".startswith(OURS) else {}


def _class(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _trace(error: BaseException) -> Iterator[str]:
    """Where it came through, the innermost last; then the same of what caused it. No source, no values."""
    cause: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if cause is None:
            return
        if cause is not error:
            yield f"because of {_class(cause)}"
        yield from _places(cause.__traceback__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _places(found: TracebackType | None) -> list[str]:
    frames = traceback.StackSummary.extract(traceback.walk_tb(found), lookup_lines=False)
    return [_place(frame.filename, frame.lineno, frame.name) for frame in frames][-MOST_PLACES:]


def _place(path: str, line: int | None, function: str | None) -> str:
    """A file by its last three parts: where it lies on this machine is nobody's business."""
    return f"{'/'.join(PurePath(path).parts[-3:])}:{line} {function or ''}".rstrip()
