"""Where every file of this folder puts its programme."""

from chrysalis.registry import Registry
from interventions.catalogue.terms import Programme


PROGRAMMES: Registry[Programme] = Registry("programme", key=lambda programme: programme.slug)
