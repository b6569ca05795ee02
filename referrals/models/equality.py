from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from referrals.models.came_with import CameWith
from referrals.models.referral import Referral


DECLINED, NOT_KNOWN, NOT_ASKED = (
    ("declined", "Prefers not to say"),
    ("not_known", "Not known"),
    ("not_asked", "Not asked"),
)
UNSAID = (DECLINED, NOT_KNOWN, NOT_ASKED)


class ToldBy(models.TextChoices):
    PERSON = "person", "The person"
    PROFESSIONAL = "professional", "Somebody who knows them"
    OFFICER = "officer", "An officer, by what was seen"


# The harmonised list of 2021 with Roma: nineteen, in five groups, which the word begins with.
ETHNICITIES = (
    ("white_british", "White: English, Welsh, Scottish, Northern Irish or British"),
    ("white_irish", "White: Irish"),
    ("white_traveller", "White: Gypsy or Irish Traveller"),
    ("white_roma", "White: Roma"),
    ("white_other", "White: any other"),
    ("mixed_caribbean", "Mixed: White and Black Caribbean"),
    ("mixed_african", "Mixed: White and Black African"),
    ("mixed_asian", "Mixed: White and Asian"),
    ("mixed_other", "Mixed: any other"),
    ("asian_indian", "Asian: Indian"),
    ("asian_pakistani", "Asian: Pakistani"),
    ("asian_bangladeshi", "Asian: Bangladeshi"),
    ("asian_chinese", "Asian: Chinese"),
    ("asian_other", "Asian: any other"),
    ("black_caribbean", "Black: Caribbean"),
    ("black_african", "Black: African"),
    ("black_other", "Black: any other"),
    ("other_arab", "Arab"),
    ("other_any", "Any other ethnic group"),
    *UNSAID,
)
SEEN = (
    ("white_north", "White, North European"),
    ("white_south", "White, South European"),
    ("black", "Black"),
    ("asian", "Asian"),
    ("east_asian", "Chinese, Japanese or South East Asian"),
    ("arab", "Arab or North African"),
    *UNSAID[1:],
)
SAME = (("yes", "Yes"), ("no", "No"), *UNSAID)
DISABILITIES = (
    ("none", "No condition of twelve months or more"),
    ("not_limited", "A condition that does not limit them"),
    ("little", "Limited a little"),
    ("lot", "Limited a lot"),
    *UNSAID,
)
ORIENTATIONS = (
    ("straight", "Straight or heterosexual"),
    ("gay_lesbian", "Gay or lesbian"),
    ("bisexual", "Bisexual"),
    ("other", "Another orientation"),
    *UNSAID,
)
RELIGIONS = (
    ("none", "No religion"),
    ("christian", "Christian"),
    ("buddhist", "Buddhist"),
    ("hindu", "Hindu"),
    ("jewish", "Jewish"),
    ("muslim", "Muslim"),
    ("sikh", "Sikh"),
    ("other", "Another religion"),
    *UNSAID,
)
NATIONALITIES = (
    ("british", "British"),
    ("irish", "Irish"),
    ("european", "Another European nationality"),
    ("other", "Another nationality"),
    *UNSAID,
)


def _asked(label: str, choices: tuple[tuple[str, str], ...]) -> models.CharField:
    return models.CharField(label, max_length=20, choices=choices, default=NOT_ASKED[0])


class EqualityAnswers(CameWith):
    """What is asked so that a service can see whom it reaches and whom it does not: counted, and read by
    nobody. Whoever records it adds a row and sees none; of several, what the person said counts first, then
    the newest.

    SAFETY: nothing of this decides about anybody, and so nothing of it stands in a list, a search or a page.
    """

    id = keys.primary("equality-answers")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    told_by = models.CharField(max_length=20, choices=ToldBy)
    ethnicity = _asked("ethnic group, as the person says it", ETHNICITIES)
    ethnicity_seen = _asked("ethnic appearance, as an officer saw it", SEEN)
    gender_same = _asked("same gender as the sex registered at birth", SAME)
    disability = _asked("disability or long-term condition", DISABILITIES)
    orientation = _asked("sexual orientation", ORIENTATIONS)
    religion = _asked("religion", RELIGIONS)
    nationality = _asked("nationality", NATIONALITIES)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "answers to equality questions"
        constraints = [
            models.CheckConstraint(
                condition=Q(ethnicity_seen="not_asked") | Q(told_by="officer"),
                name="equality_seen_by_an_officer",
            ),
        ]

    class Rows:
        casework = named = public = invited = rows.Add("provider_agency_id", "agency_id")
        referrer = machine = rows.Add("referring_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "equality"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"answers of {self.referral_id}"


EQUALITY = ("ethnicity", "gender_same", "disability", "orientation", "religion", "nationality")
