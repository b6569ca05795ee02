"""What a column of a spreadsheet may be, and which headings tell of somebody harmed.

    field_for("Surname")          the field a heading is of, as far as its words say
    tells_of_harmed("IP address") whether the column is left out, unread

SAFETY: a spreadsheet that a service kept until now often holds, in the same row, where somebody fled to. By
its heading such a column is left out before anything of the file is kept, and so is one of free text where
whoever brings the file says that it may name somebody. Too much is left out rather than too little.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One thing that a referral says. `headings` are those by which it is recognised."""

    name: str
    label: str
    headings: tuple[str, ...] = ()
    is_narrative: bool = False  # free text, which may name somebody harmed
    is_needed: bool = False
    for_all: bool = True  # may be the same for every row
    hint: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    fields: tuple[Field, ...]


DAY = "Like 14/03/1990; of a date of birth, as much as is known"
SECTIONS = (
    Section(
        "The person",
        (
            Field(
                "given_names",
                "Given names",
                ("given name", "first name", "first names", "forename", "forenames"),
                is_needed=True,
                for_all=False,
            ),
            Field(
                "family_name",
                "Family name",
                ("surname", "last name", "second name"),
                is_needed=True,
                for_all=False,
            ),
            Field("known_as", "Name the person goes by", ("known as", "alias", "aka"), for_all=False),
            Field("date_of_birth", "Date of birth", ("dob", "born", "birth date"), for_all=False, hint=DAY),
            Field("sex", "Sex", ("gender",), is_needed=True),
            Field("language", "Language, if an interpreter is needed", ("language", "interpreter")),
            Field(
                "telephone",
                "Telephone",
                ("phone", "mobile", "tel", "contact number", "telephone number", "phone number"),
                for_all=False,
            ),
            Field("telephone_is_safe", "Is it safe to ring this number?", ("safe to ring", "safe to call")),
            Field("staying_at", "Where the person will stay", ("address", "home address"), for_all=False),
            Field(
                "number",
                "Number by which the sender knows the person",
                ("pnc", "pnc id", "crn", "nhs number", "nhs no"),
                for_all=False,
                hint="PNC ID from police, CRN from probation, NHS number from health",
            ),
            Field(
                "agency_link",
                "Works for, or has close links with, police, courts, probation, the council, the NHS or a "
                "partner agency?",
                ("agency link", "works for an agency"),
                is_needed=True,
                hint="If yes, only people named for it will see the referral",
            ),
            Field("employer", "Which agency they work for", ("employer", "works for")),
        ),
    ),
    Section(
        "Who referred, and when",
        (
            Field(
                "received",
                "Received on",
                ("received", "date received", "referral date", "date of referral", "referred on", "date"),
                is_needed=True,
                hint="The day it reached you, like 14/11/2026. The clock runs from it",
            ),
            Field(
                "source",
                "Where whoever referred works",
                ("source", "referral source", "type of referrer"),
                is_needed=True,
            ),
            Field(
                "agency",
                "Name of their agency",
                ("agency", "referring agency", "referrer agency", "partner agency", "organisation", "team"),
                is_needed=True,
            ),
            Field(
                "told_by",
                "Name of whoever referred",
                ("referrer", "referred by", "referrer name", "name of referrer"),
                is_needed=True,
            ),
            Field("post", "Their post", ("job title", "role", "post"), is_needed=True),
            Field(
                "reached_at",
                "Their telephone or work e-mail",
                ("referrer email", "referrer telephone", "referrer contact", "referrer phone"),
                is_needed=True,
            ),
            Field(
                "their_reference",
                "Their own number of the row",
                ("reference", "ref", "id", "case number", "referral number", "our ref", "your ref"),
                for_all=False,
                hint="The same number twice in the file is one referral",
            ),
        ),
    ),
    Section(
        "What it is about",
        (
            Field(
                "behaviours",
                "Kinds of behaviour",
                ("behaviour", "behaviours", "type of abuse", "abuse type", "kind of behaviour"),
                is_needed=True,
                hint="Several in one cell are parted by commas",
            ),
            Field(
                "what_happened",
                "What has happened",
                ("reason", "reason for referral", "details", "summary", "incident", "concerns"),
                is_narrative=True,
                is_needed=True,
            ),
            Field(
                "latest_on",
                "When it last happened",
                ("incident date", "date of incident", "last incident"),
                hint=DAY,
            ),
            Field(
                "orders",
                "Orders, conditions and proceedings",
                ("orders", "conditions", "court orders"),
                is_narrative=True,
            ),
            Field(
                "agrees",
                "Does the person agree that the service may get in touch?",
                ("consent", "consents", "agrees", "agreed", "consent given"),
                is_needed=True,
            ),
            Field(
                "without",
                "Why without their agreement",
                ("reason without consent",),
                hint="Needed of those who have not agreed",
            ),
        ),
    ),
    Section(
        "What else is known",
        (
            Field("earlier", "Was the person on such a programme before?", ("previous programme",)),
            Field("earlier_said", "Which, when, and whether it was finished", (), is_narrative=True),
            Field("children", "Children", ("children",), is_narrative=True),
            Field("other_services", "Other services", ("other agencies", "support"), is_narrative=True),
            Field("hopes", "What the sender hopes for", ("hopes", "aims"), is_narrative=True),
            Field("markers", "What staff should be ready for", ("risk to staff", "warning markers")),
            Field(
                "anything_else",
                "Anything else",
                ("notes", "comments", "other information", "further information"),
                is_narrative=True,
            ),
        ),
    ),
)
FIELDS = {field.name: field for section in SECTIONS for field in section.fields}
NARRATIVE = frozenset(name for name, field in FIELDS.items() if field.is_narrative)

# As whole words of a heading, and in any place of it.
HARMED = re.compile(
    r"\b(?:victims?|vics?|survivors?|complainants?|aggrieved|harmed|injured|ip|affected|witness(?:es)?|"
    r"ex|expartners?|partners?|spouses?|wife|wives|husbands?|girlfriends?|boyfriends?|mothers?|fathers?|"
    r"mum|dad|parents?|refuges?|schools?|nurser(?:y|ies)|protected|at risk|idva|iva|isva|"
    r"relationships?|child(?:ren)?(?:s)? (?:address|lives?|living|home|whereabouts|telephone|phone)|"
    r"safe (?:address|contact|place)|next of kin|emergency contact|household)\b"
)
NOT_HARMED = re.compile(r"\b(?:partner (?:agenc(?:y|ies)|organisations?|services?)|referring partner)\b")


def bare(heading: str) -> str:
    """ "Ex-Partner's  NAME" is "ex partners name"."""
    words = re.sub(r"[’'`]", "", heading.casefold())
    return " ".join(re.findall(r"[^\W_]+", words))


def tells_of_harmed(heading: str) -> bool:
    """SAFETY: what the template itself asks for is of the person referred, in whatever words: with one of its
    columns left out, somebody who works for an agency would not be hidden."""
    words = bare(heading)
    return words not in OWN and bool(HARMED.search(NOT_HARMED.sub("", words)))


OWN = frozenset(bare(field.label) for field in FIELDS.values())


def field_for(heading: str) -> str:
    """The name of the field that a heading is of; empty where nobody can say."""
    words = bare(heading)
    for name, field in FIELDS.items():
        if words in {bare(field.label), bare(name), *(bare(each) for each in field.headings)}:
            return name
    return ""


def left_out(headings: tuple[str, ...], *, may_name: bool) -> tuple[str, ...]:
    """The columns that are not kept; with `may_name`, those of free text too."""
    return tuple(
        heading
        for heading in headings
        if tells_of_harmed(heading) or (may_name and field_for(heading) in NARRATIVE)
    )


def guess(headings: list[str]) -> dict[str, int]:
    """By field, the first column that is of it."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if name := field_for(heading):
            found.setdefault(name, place)
    return found
