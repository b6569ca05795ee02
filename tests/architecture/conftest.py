"""What all of these tests share: pages drawn as they are served."""

import pytest
from django.template import Template
from django.test.utils import _TestState


@pytest.fixture(autouse=True)
def _drawn_without_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's tests note every template that is drawn, with a copy of what it was given. Nobody asks for
    that here, where pages are drawn by the thousand, and it took a twentieth of the time."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
