"""What a view says of itself for the time when nothing can be saved. Without a mark, what is sent to it
is given back to whoever sent it."""

from collections.abc import Callable

from django.http import HttpResponse


View = Callable[..., HttpResponse]


def goes_on(view: View) -> View:
    """Answers what is sent to it: it reads, or it opens and shuts sessions."""
    view.goes_on = True  # type: ignore[attr-defined]
    return view


def leaves(view: View) -> View:
    """Goes on; and where the session cannot be shut, the browser is made to forget it.

    SAFETY: whoever locks a screen on a shared desk walks away. A page that says it cannot lock, read by
    nobody, would leave the desk open.
    """
    view.leaves = True  # type: ignore[attr-defined]
    return goes_on(view)


def for_machines(view: View) -> View:
    """No person sees it, so that nobody need be told how things stand; it may run without a database."""
    view.for_machines = True  # type: ignore[attr-defined]
    return view
