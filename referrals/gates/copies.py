"""Who else keeps a person's name in lists of their own, to be hidden and corrected together with the case.

    COPIES.add(Enrolment)      in an app above, whose model copies `OF_CASE` and says whose they are

SAFETY: a restricted case that still stands in a waiting list is not restricted. So the lists of the apps
above are hidden in the transaction that hides the case, and by nothing that could come later.
"""

from django.db import models

from chrysalis.registry import Registry


OF_CASE = ("case_id", "client_id", "person_name", "name_key", "date_of_birth", "is_restricted")
COPIES: Registry[type[models.Model]] = Registry("copy of a case", key=lambda model: model._meta.label)
# What names nobody and is seen without opening the case, and so is hidden with it all the same: has
# `case_id` and `is_restricted`.
HIDDEN_ALONG: Registry[type[models.Model]] = Registry("record of a case", key=lambda model: model._meta.label)
