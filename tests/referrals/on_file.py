"""What caseworkers write on a case, typed as the pages ask for it."""

import datetime as dt

from django.utils import timezone

from tests.referrals.test_triage import drafted


def day_of(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def ahead(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def notes(person, case, words="Came on time.", **changes):
    fields = {"kind": "fact", "audience": "team", "words": words} | changes
    return person.sends("referrals:notes", case.pk, **drafted(**fields))


def orders(person, case, **changes):
    fields = {"kind": "restraining", "authority": "Westfield Magistrates’ Court"}
    fields |= {"conditions": "No contact with one person"}
    return person.sends("referrals:orders", case.pk, **drafted(**(fields | changes)))


def changes_order(person, case, which, **changes):
    fields = {"which": str(which.pk), "ending": "lifted", "because": "The court rang."}
    fields |= day_of("ended_on", timezone.localdate())
    return person.sends("referrals:change_order", case.pk, **drafted(**(fields | changes)))


def children(person, case, name="Robin", **changes):
    fields = {"name": name, "age": "7", "relation": "own", "standing": "protection", "told_by": "person"}
    fields |= {"social_worker": "A. Marsh, east team", "authority": "Westfield Council"}
    fields |= {"reached_at": "01632 960111"}
    return person.sends("referrals:children", case.pk, **drafted(**(fields | changes)))


def refers_on(person, case, **changes):
    fields = {"service": "children", "authority": "Westfield Council", "way": "telephone"}
    fields |= {"reasons": "Said that the child is afraid at night."}
    return person.sends("referrals:safeguarding", case.pk, **drafted(**(fields | changes)))


def answers(person, case, which, **changes):
    fields = {"which": str(which.pk), "acknowledged_by": "Duty worker"} | changes
    return person.sends("referrals:answer_safeguarding", case.pk, **drafted(**fields))


def sends_on(person, case, **changes):
    fields = {"service": "drink", "to_whom": "Turning Tide", "agreed": "asked"}
    fields |= day_of("sent_on", ahead(-20)) | day_of("ask_on", ahead(-6))
    return person.sends("referrals:onward", case.pk, **drafted(**(fields | changes)))


def hears(person, case, which, **changes):
    fields = {"which": str(which.pk), "words": "Seen on Tuesday."} | changes
    return person.sends("referrals:answer_onward", case.pk, **drafted(**fields))
