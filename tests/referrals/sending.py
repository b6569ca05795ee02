"""Sending a document, as whoever refers somebody and as a caseworker."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chrysalis.attachments.actions import checking
from chrysalis.attachments.cleaner import cleaned
from tests.kernel.attachments.files import pdf
from tests.partners.told import NEVER


REPORT = {"title": "Report of the conference", "names": "no"}


@pytest.fixture
def quick_and_empty(settings, monkeypatch):
    """Nothing lies in the storage yet; and files are cleaned here, not in a process of their own each."""
    settings.STORAGES = dict(settings.STORAGES)
    monkeypatch.setattr(checking, "clean", lambda body, kind: cleaned(body, kind, most_pixels=1_000_000))


def checks(**options):
    """A turn of the worker."""
    return checking.check(clock=timezone.now, seconds=60, **options)


def document(body=None, *, name="Maren Alder, 4 Sallow Wharf.pdf", **changes):
    """The fields of one."""
    asked = {f"{NEVER}-{field}": value for field, value in (REPORT | changes).items()}
    asked[f"{NEVER}-key"] = str(uuid.uuid4())
    return asked | {f"{NEVER}-file": SimpleUploadedFile(name, pdf() if body is None else body)}


def adds(person, fields, body=None, **changes):
    """Press “Add this document”, with what is typed of the referral so far."""
    return person.sends("referrals:submit", attach="1", **fields | document(body, **changes))


def puts_on(person, case, body=None, **changes):
    """On a case."""
    fields = {"draft": str(uuid.uuid4())} | document(body, **changes)
    return person.sends("referrals:documents", case.pk, **fields)
