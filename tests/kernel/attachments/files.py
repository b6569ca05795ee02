"""Files as people send them, and as somebody makes them who means harm. All are made here."""

import io
import zipfile

import pikepdf
from PIL import Image


NORTH = {1: "N", 2: (52.0, 29.0, 0.0)}
WHERE = "Sallow Wharf"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Taken on its side, by a camera that knew where it was."""
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, WHERE
    exif.get_ifd(0x8825).update(NORTH)
    Image.new("RGB", size, "teal").save(drawn, kind, exif=exif, **options)
    return drawn.getvalue()


def pdf(*, photograph: bytes = b"", password: str = "", **root: pikepdf.Object) -> bytes:
    """Of one page, which knows who wrote it."""
    made = pikepdf.new()
    made.add_blank_page()
    with made.open_metadata() as told:
        told["dc:creator"] = [WHERE]
    made.docinfo["/Author"] = WHERE
    if photograph:
        shown = pikepdf.Stream(made, photograph, Filter=pikepdf.Name.DCTDecode, Subtype=pikepdf.Name.Image)
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=shown))
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    written = io.BytesIO()
    locked = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(written, encryption=locked)
    return written.getvalue()


def acts(how: str, **more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name(f"/{how}"), **more)


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


# In two parts, so that a scanner that looks at this file finds nothing. It harms nobody: it is what people
# show a scanner to see that it works.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
