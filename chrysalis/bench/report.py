"""The table that a run prints."""

from collections.abc import Iterable
from math import inf

from chrysalis.bench.rounds import Result


HEADINGS = ("", "ours", "yardstick", "ratio", "95 in 100", "target", "verdict", "visited/shown")


def table(results: Iterable[Result]) -> str:
    lines = [HEADINGS, *map(_line, results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    padded = ([text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in padded)


def _line(result: Result) -> tuple[str, ...]:
    has_target = result.duel.target < inf
    return (
        result.duel.name,
        _time(result.ours),
        _time(result.yardstick),
        f"{result.ratio:.2f}",
        f"{result.low:.2f}-{result.high:.2f}",
        _target(result) if has_target else "none",
        result.verdict if has_target else "",
        _visits(result),
    )


def _target(result: Result) -> str:
    return f"{'≥' if result.duel.at_least else '≤'} {result.duel.target:g}"


def _visits(result: Result) -> str:
    if result.visits is None:
        return ""
    return f"{result.visits}" if result.visits.is_lean else f"{result.visits} too many"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
