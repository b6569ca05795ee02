"""What kind of file it is, by what is in it: never by its name, nor by what a browser says of it."""

from enum import StrEnum

from chrysalis.attachments.refusals import Refused, Why


class Kind(StrEnum):
    """What is taken, each with what it is called and how it is told to a browser."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TEXT = "text"

    @property
    def content_type(self) -> str:
        return {"pdf": "application/pdf", "text": "text/plain; charset=utf-8"}.get(
            self, f"image/{self.value}"
        )

    @property
    def ending(self) -> str:
        return {"jpeg": "jpg", "text": "txt"}.get(self, self.value)

    @property
    def words(self) -> str:
        return {"pdf": "PDF", "text": "Text"}.get(self, "Picture")


BEGINNINGS = {b"%PDF-": Kind.PDF, b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
OFFICE_IN_A_ZIP = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")
ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd")
PHOTOGRAPHS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")


def kind_of(body: bytes) -> Kind:
    """Raises Refused for whatever is not taken."""
    if not body:
        raise Refused(Why.EMPTY)
    for beginning, kind in BEGINNINGS.items():
        if body.startswith(beginning):
            return kind
    if body[4:8] == b"ftyp" and body[8:12] in PHOTOGRAPHS:
        raise Refused(Why.PHOTOGRAPH)
    if body.startswith(OFFICE) or (body.startswith(ZIPS) and _is_office(body)):
        raise Refused(Why.OFFICE)
    if body.startswith((*ZIPS, *ARCHIVES)) or body[257:262] == b"ustar":
        raise Refused(Why.ARCHIVE)
    if is_text(body):
        return Kind.TEXT
    raise Refused(Why.OTHER)


def _is_office(body: bytes) -> bool:
    return any(mark in part for mark in OFFICE_IN_A_ZIP for part in (body[:8192], body[-8192:]))


def is_text(body: bytes) -> bool:
    """Words, and no page or drawing for a browser: nothing that begins as those do."""
    text = read_text(body)
    return text is not None and not text.lstrip().startswith(("<", "#!"))


def read_text(body: bytes) -> str | None:
    """As it was written in the alphabets that programs here write in; None where that is no text."""
    marked = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(body[:2])
    for alphabet in [marked] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = body.decode(alphabet)
        except UnicodeDecodeError:
            continue
        return text if _is_clear(text) else None
    return None


def _is_clear(text: str) -> bool:
    return not any((letter < " " and letter not in "\t\n\r\f") or letter == "\x7f" for letter in text)
