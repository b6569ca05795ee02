"""Walking a log from its first seal to its last, until something does not fit.

Names the first bad row: which side, what is wrong, and its key. Entries that wait for their seal, up
to a minute's worth, are not spoken for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.audit import anchors, chain, merkle
from chrysalis.audit.models import SEALS, Seal


@dataclass(frozen=True)
class Fault:
    side: Side
    what: str
    key: UUID | None = None

    def __str__(self) -> str:
        return f"{self.side}: {self.what}" + (f" ({self.key})" if self.key else "")


@dataclass(frozen=True)
class Verdict:
    """How far the chain holds."""

    seals: int
    entries: int
    fault: Fault | None = None


def verify(side: Side) -> Verdict:
    with as_system("sealer"):
        return _walk(side)


def _walk(side: Side) -> Verdict:
    kept, last, entries = anchors.kept(side), None, 0
    for key in chain.entries(side).filter(xid__lt=chain.FIRST).values_list("pk", flat=True)[:1]:
        return Verdict(0, 0, Fault(side, "an entry was written around the service", key))
    for seal in SEALS[side]._default_manager.iterator(chunk_size=20):
        fault = next(_faults(side, seal, last, kept), None)
        if fault:
            return Verdict(last.number if last else 0, entries, fault)
        last, entries = seal, entries + len(seal.keys)
    number = last.number if last else 0
    lost = min((each for each in kept if each > number), default=None)
    return Verdict(number, entries, Fault(side, f"seal {lost} is gone") if lost else None)


def _faults(side: Side, seal: Seal, last: Seal | None, kept: dict[int, str]) -> Iterator[Fault]:
    expected = last.number + 1 if last else 1
    if seal.number != expected:
        yield Fault(side, f"seal {expected} is gone")
    if seal.previous != (last.digest if last else ""):
        yield Fault(side, f"seal {seal.number} does not follow the one before it", seal.pk)
    leaves = merkle.split(bytes(seal.leaves))
    if (merkle.root(leaves), len(leaves)) != (seal.root, len(seal.keys)):
        yield Fault(side, f"the list in seal {seal.number} was changed", seal.pk)
    if chain.digest_of(seal, side) != seal.digest:
        yield Fault(side, f"seal {seal.number} was changed", seal.pk)
    if kept.get(seal.number, seal.digest) != seal.digest:
        yield Fault(side, f"seal {seal.number} is not the one that was kept outside", seal.pk)
    yield from _rows(side, seal, leaves, since=last.horizon if last else chain.FIRST)


def _rows(side: Side, seal: Seal, leaves: list[bytes], *, since: int) -> Iterator[Fault]:
    """Each entry as it was sealed, and none between them that was not."""
    window = chain.entries(side).filter(xid__gte=since, xid__lt=seal.horizon)
    found = dict(chain.leaves(window))
    elsewhere = set(seal.keys) - set(found)
    found |= dict(chain.leaves(chain.entries(side).filter(pk__in=elsewhere))) if elsewhere else {}
    for key, leaf in zip(seal.keys, leaves, strict=True):
        if key not in found:
            yield Fault(side, "an entry was deleted", key)
        elif found[key] != leaf:
            yield Fault(side, "an entry was changed", key)
    for key in found.keys() - set(seal.keys):
        yield Fault(side, "an entry was put in afterwards", key)
