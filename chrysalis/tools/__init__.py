"""The published tools for judging risk, one pure file each, and what a grade of danger is made of.

Adding a tool touches one file here: it declares itself, brings worked examples, and the pages, the
lists and the tests follow. A tool is kept by slug and version, and retired, never deleted: what was
once completed can be read for as long as it is kept.
"""

from chrysalis.tools.base import TOOLS


__all__ = ["TOOLS"]

TOOLS.load("chrysalis.tools.catalogue")
