"""Making a PDF as the worker does: rows, page, and the press in a process of its own; against a blank sheet
through the same press. Times are of one page: a thousand milliseconds divided by them is pages a second.

Most of a short document is the press getting ready, which the blank sheet needs as well.
"""

from collections.abc import Iterator
from functools import partial

from chrysalis.bench.documents import Wanted, print_one, wanted
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.reports.printing import to_pdf


TARGET = 2.0
BLANK = "<!doctype html><html lang=en><title>Blank</title><p>Blank"


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.group_worker.hat
    first: dict[str, Wanted] = {}
    for each in wanted(hat):
        first.setdefault(each.report.name, each)
    for name, each in first.items():
        pages = print_one(each, by=hat).pages
        yield Duel(
            f"{name}, {pages} page{'' if pages == 1 else 's'}, a page",
            ours=partial(print_one, each, by=hat),
            yardstick=partial(to_pdf, BLANK),
            target=TARGET,
            things=(pages, 1),
        )


BENCHES.add(Bench("printing", "a page of a document, against a blank sheet through the same press", duels))
