"""Forms of programmes, places, groups and sessions."""

from tests.browser.forms.sending import Editing, Sending


SENDINGS: dict[str, Sending] = {}

EDITINGS: dict[str, Editing] = {}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
