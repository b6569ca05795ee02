import pytest

from chrysalis import gates


@pytest.fixture(autouse=True)
def _nobody_answers_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test says itself what partner support answers; silence means hold."""
    for slug in ("start-after-contact", "start-after-attempt"):
        monkeypatch.delitem(gates._gatekeepers, slug, raising=False)
