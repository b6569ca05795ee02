"""How the web server of a live stack notes what it draws: gunicorn's configuration in a run with `--drawn`.

Each of its processes writes what it drew when it ends, into the folder that `tests/drawn.py` reads.
"""

import os
from typing import Any

from tests.drawn import FOLDER, Drawn


drawn = Drawn()


def post_worker_init(worker: Any) -> None:
    drawn.listen()


def worker_exit(server: Any, worker: Any) -> None:
    drawn.leave(os.environ[FOLDER], named=str(os.getpid()))
