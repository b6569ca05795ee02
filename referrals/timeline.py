"""What happened on a case, newest first: contacts, steps, releases and notes, one line each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.urls import reverse

from chrysalis.ui.templatetags.ui import day
from chrysalis.working_days import in_london
from referrals.models import ContactAttempt, Incident, Note, Release, Step
from referrals.of_case import OfCase


KINDS = {
    "contact": "Contact with the person",
    "note": "Notes",
    "told": "What was told since",
    "step": "How far the case came",
    "release": "Leaving custody",
    "record": "Whose record it is",
}


@dataclass(frozen=True)
class Happening:
    """One line of it; `kind` is one of the above."""

    at: dt.datetime
    title: str
    by: str
    text: str
    href: str = ""
    kind: str = "record"


def timeline(beside: OfCase, *, notes: Iterable[Note], also: Iterable[Happening] = ()) -> list[Happening]:
    """What happened on an open case, newest first: of the notes, a paper has others than a page; `also` is
    what was said of its record."""
    lines = chain(
        map(_of_contact, beside.contacts),
        map(_of_step, beside.steps),
        map(_of_release, beside.releases),
        map(_of_incident, beside.incidents),
        map(_of_note, notes),
        also,
    )
    return sorted(lines, key=lambda line: (line.at, line.title), reverse=True)


def _of_contact(attempt: ContactAttempt) -> Happening:
    title = f"{attempt.get_channel_display()}: {attempt.get_outcome_display().lower()}"
    return Happening(attempt.made_at, title, attempt.by.full_name, attempt.account, kind="contact")


STEP_TITLES = {
    "accept": "Referral accepted, case opened",
    "take": "Taken over from another provider, case opened",
    "reach": "Person reached, waiting for assessment",
    "assess": "Assessed, waiting for a programme",
    "begin": "Began a programme",
    "hand_over": "Taken on by another provider",
    "close": "Closed",
    "allocate": "Given to a colleague",
}


def _of_step(step: Step) -> Happening:
    return Happening(step.at, STEP_TITLES[step.transition], step.by.full_name, step.reason, kind="step")


def _of_release(release: Release) -> Happening:
    when = f"{in_london(release.released_at):%-d %B %Y at %H:%M}"
    title = f"Leaves custody {when}" if release.is_certain else f"Expected to leave custody {when}"
    told = f"Police have told the person harmed: {release.get_police_told_display().lower()}"
    return Happening(release.recorded_at, title, release.by.full_name, told, kind="release")


def _of_incident(incident: Incident) -> Happening:
    """What was told stands on the page by itself: here, that it was."""
    off = f". Taken off on {day(incident.taken_off_at)}" if incident.taken_off_at else ""
    return Happening(
        incident.recorded_at,
        f"Told: {lower(incident.get_kind_display())}{off}",
        incident.by.full_name,
        "",
        kind="told",
    )


def lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _of_note(note: Note) -> Happening:
    """SAFETY: of a note that is wrong the reason stands here, and its words on the page of notes alone."""
    added = "Added to a note" if note.adds_to_id else "Note"
    kinds = {"fact": "fact", "reported": f"reported by {note.said_by}", "opinion": "opinion"}
    title = f"{added}, marked as wrong" if note.is_wrong else f"{added}: {kinds[note.kind]}"
    text, href = note.wrong_because or note.words, reverse("referrals:notes", args=[note.case_id])
    return Happening(note.happened_at, title, note.by.full_name, text, href, kind="note")
