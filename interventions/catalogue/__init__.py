"""The programmes there are, one file each: what each is, and the values it comes with.

A scheme's providers run them under versions of their own (`models/version.py`), whose numbers a service
manager changes. A programme is retired here, never deleted: places keep its slug.
"""

from interventions.catalogue.registered import PROGRAMMES


__all__ = ["PROGRAMMES"]

PROGRAMMES.load("interventions.catalogue")
