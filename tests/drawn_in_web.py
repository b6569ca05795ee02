"""How the web server of a live stack notes what it draws: gunicorn's configuration in a run with `--drawn`.

Each of its processes writes what it drew after each page, into the folder that `tests/drawn.py` reads: some
tests kill them.
"""

import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.drawn import FOLDER, Drawn


settings.TEMPLATES[0]["OPTIONS"]["debug"] = True  # so that a part knows its place
drawn = Drawn()


def post_worker_init(worker: Any) -> None:
    drawn.listen()
    worker.drawn = Path(os.environ[FOLDER], f"{uuid.uuid4()}")


def post_request(worker: Any, req: Any, environ: Any, resp: Any) -> None:
    drawn.leave(worker.drawn)
