"""From a bare machine to a running service.

`manage.py` calls this before anything is installed, so these files use the standard library only.
The exception is `database.py`, which is imported once the packages are there.

    packages    .venv, made and kept equal to the lock
    libraries   what the operating system must add (Pango, Chromium)
    home        where one installation's data live, and who may read them
    locks       one keeper a home; everyone else is a guest
    children    one program under our care: started, watched, stopped
    postgres    the embedded database server
    valkey      the embedded broker
    database    roles and database inside a server, ours or given
    servers     those two together, or the ones given by URL
    environment what Django is told
    assets      styles and scripts, gathered when they change
    crew        children that are started again when they die
    programs    a wheel's programs, where the servers' account can run them
    account     as whom the servers run
    lock        writes the lock files
    demo        the whole service
    checks      the whole test suite
    commands    which command needs what
"""

import os
from pathlib import Path

from chrysalis.bootstrap.console import complain
from chrysalis.bootstrap.trouble import Trouble


PROJECT = Path(__file__).resolve().parent.parent.parent


def begin(argv: list[str]) -> int:
    """Run one command line; expected trouble is told in two sentences, never as a traceback."""
    from chrysalis.bootstrap import commands

    os.chdir(PROJECT)
    try:
        return commands.run(argv)
    except Trouble as trouble:
        complain(trouble)
    except OSError as error:
        complain(Trouble.from_os(error))
    except KeyboardInterrupt:
        return 130
    return 1
