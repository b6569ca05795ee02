"""What the service can say of its own state in numbers. Each app that has something to say declares it in
a module called `gauges`, which is found by that name.

SAFETY: a number is read by people who may open no case. None may be about a person or an agency, and none
may be small enough to be about one: ages and yes or no, never how many survivors.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from chrysalis.registry import Registry


@dataclass(frozen=True)
class Reading:
    value: float
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gauge:
    """`name` as the collector spells it: in seconds where it is an age."""

    name: str
    english: str
    read: Callable[[dt.datetime], Iterable[Reading]]


GAUGES: Registry[Gauge] = Registry("gauge", key=lambda gauge: gauge.name)


def gauge(name: str, english: str) -> Callable[[Callable[[dt.datetime], Iterable[Reading]]], None]:
    """Declare the function below as the gauge of that name."""

    def keep(read: Callable[[dt.datetime], Iterable[Reading]]) -> None:
        GAUGES.add(Gauge(f"chrysalis_{name}", english, read))

    return keep
