"""What the service keeps in files: in the folder `kept` of its home, which is a volume of its own. Documents
that people sent are a part by themselves, whichever store they lie in: sealed, as they lie there."""

import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.attachments import keeping


KEPT, DOCUMENTS = "kept", "kept/attachments"


def packed() -> Iterator[bytes]:
    """One file after another, as a tar."""
    home = Path(settings.HOME)
    return _as_tar((str(path.relative_to(home)), path.read_bytes()) for path in found(home))


def documents_packed() -> Iterator[bytes]:
    """The same of documents, as they lie there. One that goes meanwhile is left out."""
    return _as_tar(_documents())


def _documents() -> Iterator[tuple[str, bytes]]:
    for side in (Side.CHANGE, Side.SAFETY):
        for name in keeping.kept(side, before=timezone.now()):
            try:
                yield f"{DOCUMENTS}/{name}", keeping.as_it_lies(name)
            except keeping.Gone:
                continue


def _as_tar(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w|") as tar:
        for name, body in files:
            member = tarfile.TarInfo(name)
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.BytesIO) -> bytes:
    chunk = held.getvalue()
    held.seek(0)
    held.truncate()
    return chunk


def unpacked(content: Iterable[bytes], folder: Path) -> None:
    """Raises OSError at anything but a plain file inside the folder: whoever has the public key could have
    made the backup. File by file: Pythons before 3.11.4 unpack a tar without looking at what is in it."""
    inside = folder.resolve()
    with tarfile.open(fileobj=io.BufferedReader(_Flowing(content)), mode="r|") as tar:
        for member in tar:
            place = (inside / member.name).resolve()
            file = tar.extractfile(member) if member.isreg() else None
            if file is None or not place.is_relative_to(inside):
                raise OSError("There is something in it that no backup holds.")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read())


class _Flowing(io.RawIOBase):
    """Pieces, as a file to be read once: there may be more of them than memory."""

    def __init__(self, content: Iterable[bytes]) -> None:
        self.content, self.left = iter(content), b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self.left and (more := next(self.content, None)) is not None:
            self.left = more
        taken, self.left = self.left[: len(into)], self.left[len(into) :]
        into[: len(taken)] = taken
        return len(taken)


def found(home: Path) -> list[Path]:
    """But for documents."""
    every = (path for path in (home / KEPT).rglob("*") if path.is_file())
    return sorted(path for path in every if not path.is_relative_to(home / DOCUMENTS))
