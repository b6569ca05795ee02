"""A PDF, written anew from what its pages need: who wrote it, with what and when is gone, with every
earlier version of it. One that can act, or holds another file, is not taken."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from chrysalis.attachments.photographs import bare
from chrysalis.attachments.refusals import Refused, Why


ACTS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie",
        "/Sound", "/RichMediaExecute",
    }
)  # fmt: skip
HOLDS = ("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMediaContent", "/XFA")
TELLS = ("/Metadata", "/PieceInfo", "/OpenAction", "/AA", "/Thumb", "/SpiderInfo", "/LastModified")


def clean_pdf(body: bytes) -> bytes:
    """Raises Refused."""
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            return _written_anew(pdf)
    except pikepdf.PasswordError:
        raise Refused(Why.LOCKED) from None
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, RecursionError):
        raise Refused(Why.DAMAGED) from None


def _written_anew(pdf: Pdf) -> bytes:
    if pdf.is_encrypted:
        raise Refused(Why.LOCKED)
    if not len(pdf.pages):
        raise Refused(Why.DAMAGED)
    for found in pdf.objects:
        for each in _within(found):
            _look_at(each)
        if isinstance(found, Stream) and _is_photograph(found):
            raw = found.read_raw_bytes()
            if (stripped := bare(raw)) != raw:
                found.write(stripped, filter=Name.DCTDecode)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _within(found: Object) -> Iterator[Object]:
    """It, and what stands in it directly; what is referred to comes by itself."""
    waiting = [found] if _is_compound(found) else []
    while waiting:
        each = waiting.pop()
        is_named = isinstance(each, Dictionary | Stream)
        parts = [each[key] for key in list(each.keys())] if is_named else list(each.as_list())
        # Before it is looked at, which takes parts of it out.
        waiting += [part for part in parts if _is_compound(part) and not part.is_indirect]
        if is_named:
            yield each


def _is_compound(part: object) -> bool:
    return isinstance(part, Array | Dictionary | Stream)


def _look_at(each: Object) -> None:
    if any(key in each for key in HOLDS) or str(each.get("/S", "")) in ACTS:
        raise Refused(Why.ACTIVE)
    if str(each.get("/Type", "")) == "/EmbeddedFile" or str(each.get("/Subtype", "")) == "/FileAttachment":
        raise Refused(Why.ACTIVE)
    for key in TELLS:
        if key in each:
            del each[key]


def _is_photograph(found: Stream) -> bool:
    how = found.get("/Filter")
    named = list(how.as_list()) if isinstance(how, Array) else [how]
    return len(named) == 1 and str(named[0]) == "/DCTDecode"
