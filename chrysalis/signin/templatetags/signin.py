import json
from typing import Any

from django import template


register = template.Library()
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
    ("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute: the template escapes it, and no script stands in the page."""
    return json.dumps(value)


@register.filter
def device(user_agent: str) -> str:
    """“Chrome on Windows”, from what a browser says of itself; as it says it, where we know neither.

    The first that fits is right: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
    """
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if browser and system else user_agent
