"""What signing in keeps: invitations, who asked for a new password, and where an agency's own sign-on is."""

from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Worker


class Invitation(models.Model):
    """A way in, once, for somebody whose account was just made. Only a digest of the link is kept:
    reading the table opens no account."""

    id = keys.primary("invitation")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - none until sent
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(used_at__isnull=True), name="one_open_invitation_a_worker"
            ),
            models.CheckConstraint(
                condition=Q(token_digest__isnull=True, expires_at__isnull=True)
                | Q(token_digest__isnull=False, expires_at__isnull=False),
                name="invitation_link_expires",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")),
                name="invitation_used_in_time",
            ),
        ]

    class Rows:
        """Nobody reads invitations under a hat; the accounts page asks by worker, for one word."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"Invitation of {self.made_at:%Y-%m-%d}"


class PasswordRequest(models.Model):
    """Somebody typed this address and asked for a link. It may belong to nobody: the worker looks it up,
    within seconds, and the row is gone."""

    id = keys.primary("password-request")
    sealed_email = models.BinaryField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at"]

    class Rows:
        """Nobody reads these under a hat."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "passing"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"Asked at {self.asked_at:%Y-%m-%d %H:%M}"


class SingleSignOn(models.Model):
    """An agency's own OpenID provider. Its client secret rests encrypted."""

    id = keys.primary("single-sign-on")
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="single_sign_on")
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.BinaryField()
    configured_at = models.DateTimeField()

    class Rows:
        """Read before any hat is worn, and by the command that writes it."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.issuer
