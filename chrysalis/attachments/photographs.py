"""A photograph inside another document, whose points stay as they are: without what the camera wrote."""

from chrysalis.attachments.refusals import Refused, Why


# Place, time and camera; what editors wrote; remarks. Colours and how they are coded stay.
TOLD = {0xE1, 0xED, 0xFE}
SCAN, END = 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD8)}  # marks that nothing follows


def bare(body: bytes) -> bytes:
    """Raises Refused for one that cannot be read to where its points begin."""
    kept, at = [body[:2]], 2
    while at + 4 <= len(body) and body[at] == 0xFF:
        mark = body[at + 1]
        if mark in (SCAN, END):
            return b"".join([*kept, body[at:]])
        if mark == 0xFF or mark in ALONE:
            kept.append(body[at : at + (1 if mark == 0xFF else 2)])
            at += 1 if mark == 0xFF else 2
            continue
        length = 2 + int.from_bytes(body[at + 2 : at + 4])
        if mark not in TOLD:
            kept.append(body[at : at + length])
        at += length
    raise Refused(Why.DAMAGED)
