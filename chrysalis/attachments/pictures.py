"""A picture, drawn anew from its points: where and when it was taken, and by what, is gone, and so is
whatever stood behind its end."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.refusals import Refused, Why


QUALITY = 90
KEPT_AS_THEY_ARE = {Kind.JPEG: ("L", "RGB"), Kind.PNG: ("1", "L", "LA", "RGB", "RGBA")}


def clean_picture(body: bytes, kind: Kind, *, most_pixels: int) -> bytes:
    """Raises Refused."""
    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            with Image.open(io.BytesIO(body), formats=[kind.name]) as found:
                return _drawn(found, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(Why.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError):
        raise Refused(Why.DAMAGED) from None


def _drawn(found: Image.Image, kind: Kind) -> bytes:
    found.load()
    upright = ImageOps.exif_transpose(found)
    if upright.mode not in KEPT_AS_THEY_ARE[kind]:
        upright = upright.convert("RGB" if kind is Kind.JPEG else "RGBA")
    upright.info = {}  # of which some is written along
    drawn = io.BytesIO()
    if kind is Kind.JPEG:
        upright.save(drawn, "JPEG", quality=QUALITY)
    else:
        upright.save(drawn, "PNG")
    return drawn.getvalue()
