"""What happened to the person referred that a survivor may be told of, and whether they were told."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.notices.kinds import KINDS
from partners.models.contact import BY_WHICH_WAY
from partners.models.link import ClientLink
from partners.models.survivor import Survivor


def kinds_of_news() -> list[tuple[str, str]]:
    return [(kind.slug, kind.title) for kind in KINDS if kind.side is Side.SAFETY]


class Detail(models.TextChoices):
    """The one closed word that some news carry."""

    POLICE_TOLD = "yes", "Police have told the person harmed"
    POLICE_NOT_TOLD = "no", "Police have not told the person harmed"
    POLICE_NOT_KNOWN = "not_known", "Not known whether police have told the person harmed"
    STANDARD = "standard", "Judged standard"
    MEDIUM = "medium", "Judged medium"
    HIGH = "high", "Judged high"
    VERY_HIGH = "very_high", "Judged very high: needs multi-agency management"
    INCIDENT = "incident", "A new incident was told"
    ARREST = "arrest", "An arrest was told"
    BREACH = "breach", "A breach of an order or of conditions was told"
    COMPLETED = "completed", "Completed the sessions"
    PART_COMPLETED = "part_completed", "Completed part of the sessions"
    WITHDREW = "withdrew", "Left the programme"
    WITHDRAWN = "withdrawn_by_service", "The service ended the programme"
    HANDED_OVER = "handed_over", "Another service goes on with it"
    GROUP = "group", "In a group"
    ONE_TO_ONE = "one_to_one", "One to one"
    MIXED = "mixed", "In a group and one to one"
    REMOTE = "remote", "Remote"


@dataclass(frozen=True)
class Earlier:
    """One thing of several that happened before anybody was linked; of a release with the moment, and whether
    that is certain."""

    kind_slug: str
    on_day: dt.date | None = None
    detail: str = ""
    moment: dt.datetime | None = None
    is_certain: bool = True

    @classmethod
    def read(cls, kept: list[str]) -> "Earlier":
        kind, day, detail, moment, expected = [*kept, "", ""][:5]  # older ones know of no hour
        return cls(
            kind,
            dt.date.fromisoformat(day) if day else None,
            detail,
            dt.datetime.fromisoformat(moment) if moment else None,
            is_certain=not expected,
        )

    def write(self) -> list[str]:
        days = [each.isoformat() if each else "" for each in (self.on_day, self.moment)]
        return [self.kind_slug, days[0], self.detail, days[1], "" if self.is_certain else "expected"]

    @property
    def says(self) -> str:
        return Detail(self.detail).label if self.detail else ""


class News(models.Model):
    """One thing that one survivor may be told of: of which kind, and the day it is about. Keys, times and
    closed words alone; never changed, but for whether it waits.

    SAFETY: two survivors of one person have news each, and no row says that the other is there: the link is
    the survivor's own, and what was announced cannot be read from it.
    """

    id = keys.primary("news")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="news")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind_slug = models.SlugField("what", max_length=40, choices=kinds_of_news)
    # To whom of those linked to the survivor it happened; none of somebody nobody has linked yet.
    link = models.ForeignKey(ClientLink, null=True, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField("about the day", null=True)
    moment = models.DateTimeField("when on that day", null=True)  # of a release: whoever is told plans by it
    is_certain = models.BooleanField("whether the hour is known", default=True)
    until_day = models.DateField("to about the day", null=True)
    detail = models.CharField(max_length=20, choices=Detail, blank=True)
    # What happened before the survivor was linked, where that is told together: kinds, days, closed words.
    earlier = models.JSONField("what happened earlier", default=list)
    heard_at = models.DateTimeField()
    due_at = models.DateTimeField()
    waits = models.BooleanField(default=True)  # until a telling ends it

    class Meta:
        verbose_name_plural = "news"
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["support_agency", "due_at", "id"], name="news_waits", condition=Q(waits=True)
            ),
            models.Index(fields=["survivor", "-heard_at"], name="news_of_survivor"),
        ]

    class Rows:
        linkwork = rows.See("support_agency_id", "agency_id", change=True, only=("waits",))
        courier = rows.Carry("survivor_id", change=False)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"{self.kind_slug} of {self.heard_at:%Y-%m-%d %H:%M}"

    @property
    def parts(self) -> list[Earlier]:
        return [Earlier.read(kept) for kept in self.earlier]


class Telling(models.Model):
    """What became of news: the survivor was told, or not and why; by which way, by whom and when. A row of
    its own, so that what happened is never changed; and one more for each time that it was tried before."""

    class WhyNot(models.TextChoices):
        NO_CONTACT_WANTED = "no_contact_wanted", "They want no contact"
        UNSAFE_NOW = "unsafe_now", "Unsafe to tell them now"
        NOT_REACHED = "not_reached", "They could not be reached"
        ANOTHER_TELLS = "another_tells", "Another service tells them"
        KNOWN = "known", "They knew already"
        NOT_NEEDED = "not_needed", "They asked not to hear of this, or it is not needed"

    id = keys.primary("telling")
    news = models.ForeignKey(News, on_delete=models.PROTECT, related_name="tellings")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="tellings")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    was_told = models.BooleanField()
    is_end = models.BooleanField(default=True)  # else they are still to be told
    why_not = models.CharField(max_length=20, choices=WhyNot, blank=True)
    channel = models.CharField(max_length=20, choices=BY_WHICH_WAY, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-answered_at", "-id"]
        indexes = [models.Index(fields=["survivor", "-answered_at", "-id"], name="telling_of_survivor")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(was_told=True) & ~Q(channel="")) | (Q(was_told=False) & ~Q(why_not="")),
                name="told_by_a_way_or_not_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(is_end=True) | Q(was_told=False), name="told_is_the_end"),
            models.UniqueConstraint(fields=["news"], condition=Q(is_end=True), name="one_end_of_news"),
        ]

    class Rows:
        linkwork = rows.Open(
            "survivor_id", "survivor_id", insert=True, owner=("support_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"telling of {self.news_id}"
