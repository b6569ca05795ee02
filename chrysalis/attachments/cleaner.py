"""The cleaner: a file in, a clean copy out, in a process of its own.

    python -m chrysalis.attachments.cleaner KIND MEGAPIXELS MEGABYTES SECONDS < as-sent > clean

It stands alone. It knows no Django, no setting and no database, and it cannot outgrow its limits:
whatever a file was made to do to whoever opens it takes only this process down.
"""

import resource
import sys

from chrysalis.attachments.kinds import Kind, read_text
from chrysalis.attachments.refusals import Refused, Why


REFUSED = 3  # how the process ends when the file is not taken; why is on its other channel
# What turns the direction of writing, by which a text can be made to read as it does not stand.
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def cleaned(body: bytes, kind: Kind, *, most_pixels: int) -> bytes:
    """Raises Refused."""
    # Each library only where it is needed: a text waits for neither.
    if kind is Kind.TEXT:
        return (read_text(body) or "").translate(TURNS).encode()
    if kind is Kind.PDF:
        from chrysalis.attachments.pdfs import clean_pdf

        return clean_pdf(body)
    from chrysalis.attachments.pictures import clean_picture

    return clean_picture(body, kind, most_pixels=most_pixels)


def main(kind: str, megapixels: int, megabytes: int, seconds: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        clean = cleaned(sys.stdin.buffer.read(), Kind(kind), most_pixels=megapixels * 1_000_000)
    except Refused as refused:
        sys.stderr.write(refused.why)
        return REFUSED
    except MemoryError:
        sys.stderr.write(Why.TOO_MUCH)
        return REFUSED
    sys.stdout.buffer.write(clean)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:5])))
