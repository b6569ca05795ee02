"""Notices: what somebody has to read and answer, and by when.

SAFETY: one table a side, so that whoever works with the person referred cannot so much as count what
the other side is told. A row holds a kind, keys and moments, and nothing that anybody typed. The
subject is a bare key: erasing what it names never fails because somebody was once told of it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.roles import role_choices
from chrysalis.agencies.models import Agency
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.recipients import Recipient


ANSWER = ("acknowledged_at", "acknowledged_by_id")  # nobody moves a notice on, or its time


class Notice(models.Model):
    """To one role of an agency, or one worker in it. What goes to several is a row each, in one thread."""

    kind_slug = models.SlugField("kind", max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role_slug = models.SlugField("role", max_length=40, choices=role_choices)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Who is away, where this one covers.
    covers_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject_id = models.UUIDField()
    thread_id = models.UUIDField()  # the first notice of all that tell of one thing
    level = models.PositiveSmallIntegerField(default=0)  # how often it climbed
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["agency", "role_slug", "due_at", "id"],
                condition=Q(acknowledged_at=None),
                name="%(class)s_waiting",
            ),
            models.Index(
                fields=["agency", "role_slug", "-acknowledged_at", "-id"],
                condition=Q(acknowledged_at__isnull=False),
                name="%(class)s_answered",
            ),
            models.Index(fields=["thread_id"], name="%(class)s_thread"),
            models.Index(fields=["subject_id"], condition=Q(acknowledged_at=None), name="%(class)s_about"),
            models.Index(
                fields=["agency", "kind_slug"], condition=Q(acknowledged_at=None), name="%(class)s_kind"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=False) | Q(acknowledged_by=None),
                name="%(class)s_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_slug} of {self.raised_at:%Y-%m-%d %H:%M}"

    @property
    def kind(self) -> NoticeKind:
        return KINDS[self.kind_slug]

    @property
    def recipient(self) -> Recipient:
        return Recipient(self.agency_id, self.role_slug, self.worker_id)


class ChangeNotice(Notice):
    id = keys.primary("change-notice")

    class Meta(Notice.Meta):
        verbose_name = "notice"

    class Rows:
        referrer = casework = facilitator = named = safeguarding = information = rows.Addressed(
            change=True, only=ANSWER
        )
        change_manager = rows.See("agency_id", "agency_id", change=True, only=ANSWER)
        courier = rows.Carry("thread_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class SafetyNotice(Notice):
    id = keys.primary("safety-notice")

    class Meta(Notice.Meta):
        verbose_name = "notice"

    class Rows:
        linkwork = safety_information = rows.Addressed(change=True, only=ANSWER)
        safety_manager = rows.See("agency_id", "agency_id", change=True, only=ANSWER)
        courier = rows.Carry("thread_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class AccountNotice(Notice):
    """For administrators: never about a case."""

    id = keys.primary("account-notice")

    class Meta(Notice.Meta):
        verbose_name = "notice"

    class Rows:
        app = rows.Addressed(change=True, only=ANSWER)
        courier = rows.Carry("thread_id")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


NOTICES: dict[Side, type[Notice]] = {
    Side.CHANGE: ChangeNotice,
    Side.SAFETY: SafetyNotice,
    Side.NEITHER: AccountNotice,
}
