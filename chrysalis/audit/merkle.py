"""The arithmetic of seals: a hash for an entry, a root over many, a digest for the seal itself.

Leaves and nodes are hashed apart, so that no node can be passed off as an entry.
"""

import hashlib
from collections.abc import Sequence


LEAF, NODE = b"\x00", b"\x01"
SIZE = hashlib.sha256().digest_size


def leaf(text: str) -> bytes:
    return hashlib.sha256(LEAF + text.encode()).digest()


def root(leaves: Sequence[bytes]) -> str:
    """The root of the tree over them. An odd one out goes up as it is."""
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hashlib.sha256(NODE + left + right).digest() for left, right in pairs] + (
            level[-1:] if len(level) % 2 else []
        )
    return level[0].hex() if level else ""


def digest(*parts: object) -> str:
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()


def split(leaves: bytes) -> list[bytes]:
    """The leaves of a seal, one by one."""
    return [leaves[place : place + SIZE] for place in range(0, len(leaves), SIZE)]
