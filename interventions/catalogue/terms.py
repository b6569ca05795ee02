"""What can be said of a programme: the closed words, its rules (`Terms`), and what it is (`Programme`)."""

from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """A closed word, and how it reads on a page."""

    label: str

    def __new__(cls, value: str, label: str) -> "Word":
        word = str.__new__(cls, value)
        word._value_, word.label = value, label
        return word


class Kind(Word):
    """The Home Office standards' four types of intervention, and what comes after one."""

    HELP = "help", "Help-seeking"
    EARLY = "early", "Early response"
    CHANGE = "change", "Behaviour change"
    INTENSIVE = "intensive", "Intensive case management"
    AFTERCARE = "aftercare", "Aftercare"


class Mode(Word):
    GROUP = "group", "Group"
    ONE_TO_ONE = "one_to_one", "One to one"
    MIXED = "mixed", "Group and one to one"
    REMOTE = "remote", "Remote"


class SexRule(Word):
    ANY = "any", "Anybody"
    MEN = "men", "Men"
    WOMEN = "women", "Women"


class Abuse(Word):
    """What the person was referred for, as the person gives it."""

    PARTNER = "partner", "Abuse of a partner or ex-partner"
    STALKING = "stalking", "Stalking or harassment"
    TO_PARENT = "to_parent", "Abuse of a parent or carer"
    TO_CHILD = "to_child", "Abuse of a child"
    FAMILY = "family", "Abuse of another relative"


class Relationship(Word):
    """Who the person says that the person harmed is to them: the kind, and nobody's name."""

    PARTNER = "partner", "Partner or ex-partner"
    SAME_SEX_PARTNER = "same_sex_partner", "Partner or ex-partner of the same sex"
    PARENT = "parent", "Parent or carer"
    CHILD = "child", "Child"
    RELATIVE = "relative", "Another relative"
    OTHER = "other", "Somebody else"


class Proceedings(Word):
    """Which court proceedings a programme can run beside."""

    ANY = "any", "May be ongoing"
    EXPERT = "expert", "May be ongoing where an expert has assessed the risk"
    PRE_ONLY = "pre_only", "Before proceedings only"
    NONE = "none", "None, not even being prepared"


class Exclusion(Word):
    FIREARMS = "firearms", "Recent firearms conviction"
    SEXUAL = "sexual", "Recent conviction for sexual abuse"
    ILLNESS = "illness", "Severe mental illness, not treated yet"
    SUBSTANCES = "substances", "Drink or drug use that is not stable yet"


class Residence(Word):
    ANYWHERE = "anywhere", "Anywhere"
    IN_SCHEME = "in_scheme", "In the area of the scheme"


class Frequency(Word):
    ONCE = "once", "Once"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    APART = "apart", "A number of days apart"


class Intake(Word):
    ROLLING = "rolling", "Any week"
    ENTRY_POINTS = "entry_points", "At the start of a module"
    CLOSED = "closed", "With the group's first session"


class Gate(Word):
    """What partner support must have done before a programme begins."""

    HARD = "hard", "Partner support has done all it does"
    ATTEMPT = "attempt_made", "Partner support has tried"
    NONE = "none", "Nothing has to happen first"


class Earlier(Word):
    """How far somebody must be in an earlier programme."""

    BEGUN = "begun", "has begun"
    COMPLETED = "completed", "has completed"


@dataclass(frozen=True)
class Terms:
    """The rules of a programme, in one version. Each is a column of `ProgrammeVersion`, by the same name."""

    mode: Mode
    sex: SexRule = SexRule.ANY
    min_age: int = 18
    max_age: int | None = None
    abuse_types: tuple[str, ...] = ()  # empty: any
    relationships: tuple[str, ...] = ()  # empty: any
    grades: tuple[str, ...] = ()  # empty: any
    residence: Residence = Residence.ANYWHERE
    needs_acknowledgement: bool = False
    needs_consent: bool = True
    needs_children: bool = False
    interpreter: bool = True
    criminal: Proceedings = Proceedings.ANY
    public_family: Proceedings = Proceedings.ANY
    private_family: Proceedings = Proceedings.ANY
    previous_months: int = 0  # nothing like it completed within so many months; 0: it does not matter
    exclusions: tuple[str, ...] = ()
    assessments_before: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    core_modules: tuple[str, ...] = ()
    sessions_total: int | None = None  # none: it goes on
    minutes: int | None = None
    frequency: Frequency = Frequency.WEEKLY
    apart_min_days: int | None = None
    apart_max_days: int | None = None
    intake: Intake = Intake.ROLLING
    group_min: int | None = None
    group_max: int | None = None
    facilitators_min: int = 1
    mixed_facilitators: bool = False
    allocate_days: int = 28  # from waiting to a start, before somebody is told to look
    gate: Gate = Gate.HARD
    contact_same_day: bool = True
    missed_in_row: int = 2
    missed_of: int = 3
    missed_weeks: int = 12
    late_minutes: int = 15
    review_days: int = 14
    paused_may_end: bool = True
    repeat_if_missed: bool = False
    completion_percent: int = 80
    exit_review: bool = True
    follow_up_months: tuple[int, ...] = (3, 6, 12)


@dataclass(frozen=True)
class Programme:
    """One programme: what it is, how it stands to the others, and the terms it comes with."""

    slug: str
    name: str
    kind: Kind
    about: str
    terms: Terms
    after: tuple[str, ...] = ()  # one of these comes first,
    earlier: Earlier = Earlier.COMPLETED  # this far
    instead_of: str = ""  # for whom that one does not fit
    retired: bool = False
