import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.copies import copied_database
from tests.faults.rig import Broker, Rig


@pytest.fixture(scope="module")
def rig(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Rig]:
    name = f"faults_{os.getpid()}"
    # Not under pytest's folder: the path of a socket may have no more than a hundred characters.
    with tempfile.TemporaryDirectory(prefix="broker") as folder, copied_database(name, django_db_blocker):
        rig = Rig(tmp_path_factory.mktemp("faults"), name, django_db_blocker, Broker(Path(folder)))
        rig.start()
        try:
            yield rig
        finally:
            rig.stop()
