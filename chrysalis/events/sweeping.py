"""The safety net under the bell: a thread of the worker that looks by itself every few seconds.

The bell is a message through the broker, and the broker may be stopped, emptied or frozen, or the bell
rung while no worker ran. This thread asks the database and needs neither broker nor schedule. It shares
the rows with the worker's processes as they do among each other.
"""

import logging
import threading
import time

import django
from django.db import DatabaseError, InterfaceError, close_old_connections


log = logging.getLogger(__name__)
SECONDS = 3.0


def begin() -> threading.Thread:
    thread = threading.Thread(target=_sweep_for_ever, name="sweep", daemon=True)
    thread.start()
    return thread


def _sweep_for_ever() -> None:
    django.setup()
    while True:
        sweep_once()
        time.sleep(SECONDS)


def sweep_once() -> None:
    """A database that is away is waited for; anything else is a mistake of ours, and is tried again too."""
    from chrysalis.events.actions.carrying import carry  # the models are there once Django is set up

    close_old_connections()
    try:
        carry()
    except (DatabaseError, InterfaceError) as error:
        log.warning("the sweep waits for the database: %s", type(error).__name__)
    except Exception as error:
        log.error("the sweep failed: %s", type(error).__name__)
    finally:
        close_old_connections()
