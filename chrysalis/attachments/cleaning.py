"""Having a file cleaned, within limits of memory and time."""

import os
import subprocess
import sys

from django.conf import settings

from chrysalis.attachments.cleaner import REFUSED
from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.refusals import Refused, Why


SECONDS = 60
MEGABYTES = 1536  # of addresses, of which the largest picture that is taken uses a half
PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "LANG")


def clean(body: bytes, kind: Kind) -> bytes:
    """The clean copy. Raises Refused, also for a file that takes longer or more memory than any should."""
    limits = [str(limit) for limit in (settings.ATTACHMENT_MEGAPIXELS, MEGABYTES, SECONDS)]
    command = [sys.executable, "-m", "chrysalis.attachments.cleaner", kind.value, *limits]
    surroundings = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    surroundings["PYTHONPATH"] = str(settings.BASE_DIR)
    try:
        done = subprocess.run(
            command, input=body, capture_output=True, timeout=2 * SECONDS, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(Why.TOO_MUCH) from None
    if done.returncode == REFUSED:
        raise Refused(Why(done.stderr.decode().split()[-1]))
    if done.returncode < 0:  # ended by the system: out of its time, or of memory
        raise Refused(Why.TOO_MUCH)
    if done.returncode or not done.stdout:
        raise Refused(Why.DAMAGED)
    return done.stdout
