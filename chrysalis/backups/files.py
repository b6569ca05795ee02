"""What the service keeps in files: in the folder `kept` of its home, which is a volume of its own."""

import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings


KEPT = "kept"


def packed() -> Iterator[bytes]:
    """One file after another, as a tar."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w|") as tar:
        for path in found(Path(settings.HOME)):
            tar.add(path, arcname=str(path.relative_to(settings.HOME)), recursive=False)
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.BytesIO) -> bytes:
    chunk = held.getvalue()
    held.seek(0)
    held.truncate()
    return chunk


def unpacked(content: Iterable[bytes], folder: Path) -> None:
    packed = io.BytesIO(b"".join(content))
    with tarfile.open(fileobj=packed, mode="r|") as tar:
        tar.extractall(folder, filter="data")


def found(home: Path) -> list[Path]:
    return sorted(path for path in (home / KEPT).rglob("*") if path.is_file())
