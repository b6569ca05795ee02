"""What a view of this app says of itself, beside why it needs no hat."""

from collections.abc import Callable

from django.http import HttpResponse


View = Callable[..., HttpResponse]


def while_locked(view: View) -> View:
    """Answers although the session is locked: there is nothing on the page but the way out."""
    view.while_locked = True
    return view


def before_second_factor(view: View) -> View:
    """Answers somebody who still owes a second factor."""
    view.before_second_factor = True
    return view


def passive(view: View) -> View:
    """Asked by a script on its own: it does not show that anybody is there."""
    view.passive = True
    return view
