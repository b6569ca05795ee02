"""The page in the text format of Prometheus, version 0.0.4."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from itertools import chain

from django.db import Error
from redis import RedisError

from chrysalis.gauges import GAUGES, Gauge
from chrysalis.metrics.durations import BOUNDS, Curve, curves


log = logging.getLogger(__name__)
REQUESTS = "chrysalis_request_seconds"


def written(*, at: dt.datetime) -> str:
    lines = chain(*(_gauge(gauge, at) for gauge in GAUGES), _requests(curves()))
    return "".join(f"{line}\n" for line in lines)


def _gauge(gauge: Gauge, at: dt.datetime) -> Iterator[str]:
    """One that cannot be read says so, and the others go on: this page is asked most when things break."""
    yield from _heading(gauge.name, gauge.english, "gauge")
    try:
        found = list(gauge.read(at))
    except (Error, RedisError, OSError):
        log.warning("gauge %s cannot be read", gauge.name, exc_info=True)
        yield _line(f"{gauge.name}_is_broken", 1)
        return
    yield from (_line(gauge.name, reading.value, reading.labels) for reading in found)


def _requests(found: Iterable[Curve]) -> Iterator[str]:
    yield from _heading(REQUESTS, "How long pages took, by view and status.", "histogram")
    for curve in found:
        labels = {"view": curve.view, "status": curve.status}
        for bound, count in zip((*BOUNDS, float("inf")), curve.counts, strict=True):
            yield _line(f"{REQUESTS}_bucket", count, labels | {"le": _number(bound)})
        yield _line(f"{REQUESTS}_sum", curve.seconds, labels)
        yield _line(f"{REQUESTS}_count", curve.counts[-1], labels)


def _heading(name: str, english: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {english}"
    yield f"# TYPE {name} {kind}"


def _line(name: str, value: float, labels: dict[str, str] | None = None) -> str:
    told = ",".join(f'{label}="{_escaped(text)}"' for label, text in (labels or {}).items())
    return f"{name}{{{told}}} {_number(value)}" if told else f"{name} {_number(value)}"


def _number(value: float) -> str:
    return "+Inf" if value == float("inf") else f"{float(value):.10g}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
