"""What the service keeps in files: in the folder `kept` of its home, which is a volume of its own."""

import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings


KEPT = "kept"


def packed() -> Iterator[bytes]:
    """One file after another, as a tar."""
    pipe = _Pipe()
    with tarfile.open(fileobj=pipe, mode="w|") as tar:
        for path in found(Path(settings.HOME)):
            tar.add(path, arcname=str(path.relative_to(settings.HOME)), recursive=False)
            yield pipe.taken()
    yield pipe.taken()


def unpacked(content: Iterable[bytes], folder: Path) -> None:
    packed = io.BytesIO(b"".join(content))
    with tarfile.open(fileobj=packed, mode="r|") as tar:
        tar.extractall(folder, filter="data")


def found(home: Path) -> list[Path]:
    return sorted(path for path in (home / KEPT).rglob("*") if path.is_file())


class _Pipe:
    """Holds what was written until it is taken: one file at a time."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, chunk: bytes) -> int:
        self.held += chunk
        return len(chunk)

    def taken(self) -> bytes:
        chunk, self.held = bytes(self.held), bytearray()
        return chunk
