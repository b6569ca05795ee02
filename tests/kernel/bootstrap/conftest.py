import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chrysalis.bootstrap import home


@pytest.fixture
def here() -> Iterator[home.Home]:
    """A home that the servers' account can reach; pytest's own folders are closed to it under root."""
    folder = Path(tempfile.mkdtemp(prefix="chrysalis-test-"))
    folder.chmod(0o711)
    made = home.prepare(folder / "home")
    yield made
    shutil.rmtree(folder)
