#!/usr/bin/env python3
"""Every command of Chrysalis begins here: `python3 manage.py demo`, `python3 manage.py test`.

This file keeps to words that very old Pythons understand, so that they can say what is wrong.
"""

import sys


OLDEST, NEWEST = (3, 11), (3, 14)
WRONG_PYTHON = """\
Chrysalis needs Python 3.11, 3.12, 3.13 or 3.14, and this is Python {0}.{1}.
Install one of those and begin the command with it, for instance: python3.11 manage.py demo
"""


def main():
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.stderr.write(WRONG_PYTHON.format(*sys.version_info))
        return 1
    from chrysalis.bootstrap import begin

    return begin(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
