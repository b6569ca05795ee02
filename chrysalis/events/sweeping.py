"""The safety net under the bell: a thread of each worker process that looks by itself every few seconds.

The bell is a message through the broker, and the broker may be stopped, emptied or frozen, or the bell
rung while no worker ran. This thread asks the database and needs neither broker nor schedule. It shares
the rows with the worker's processes as they do among each other.

What else must not wait for the broker is in `SWEEPS`, each in a thread of its own: a mail server that
takes its time keeps no announcement waiting.
"""

import logging
import threading
import time
from collections.abc import Callable

import django
from django.db import DatabaseError, InterfaceError, close_old_connections


log = logging.getLogger(__name__)
SECONDS = 3.0
Look = Callable[[], object]
SWEEPS: list[Look] = []  # each app adds its own as it is loaded


def begin() -> threading.Thread:
    thread = threading.Thread(target=_begin_all, name="sweep", daemon=True)
    thread.start()
    return thread


def _begin_all() -> None:
    django.setup()
    from chrysalis.events.actions.carrying import carry  # the models are there once Django is set up

    for look in SWEEPS:
        threading.Thread(target=_sweep_for_ever, args=[look], daemon=True).start()
    _sweep_for_ever(carry)


def _sweep_for_ever(look: Look) -> None:
    while True:
        sweep_once(look)
        time.sleep(SECONDS)


def sweep_once(look: Look) -> None:
    """A database that is away is waited for; anything else is a mistake of ours, and is tried again too."""
    close_old_connections()
    try:
        look()
    except (DatabaseError, InterfaceError) as error:
        log.warning("the sweep waits for the database: %s", type(error).__name__)
    except Exception as error:
        log.error("the sweep failed: %s", type(error).__name__)
    finally:
        close_old_connections()
