from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from referrals.models.written_down import WrittenDown


class Enquiry(models.Model):
    """Somebody rang or dropped in and asked something: who, if they said, what they asked, what advice they
    got, and what comes next. Compared with nobody and found by no search; deleted after the scheme's days.

    SAFETY: whoever rings may be the person referred, asking whether somebody talked; or may be standing
    beside them. Nobody gets in touch before a worker decided that it is safe. What somebody harmed tells is
    no enquiry: it goes to partner support, and nothing of it is kept here.
    """

    class About(models.TextChoices):
        OWN = "own", "How they behave themselves"
        WORRIED = "worried", "Somebody they are worried about"
        SERVICE = "service", "What the service does, or how to refer"
        OTHER = "other", "Something else"

    ONLINE = "online"
    WAYS = [*WrittenDown.Way.choices, (ONLINE, "On the public page")]

    class NextStep(models.TextChoices):
        NOTHING = "nothing", "Nothing more"
        THEY_RING = "they_ring", "They get in touch again if they want to"
        WE_RING = "we_ring", "We get in touch, once somebody decides that it is safe"
        SENT_ON = "sent_on", "Sent on to another service"
        REFERRAL = "referral", "To be referred"

    class Contact(models.TextChoices):
        NONE = "none", "No contact asked for"
        WAITS = "waits", "Not decided yet"
        SAFE = "safe", "Decided: safe"
        UNSAFE = "unsafe", "Decided: no contact"

    id = keys.primary("enquiry")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    came_at = models.DateTimeField("when they asked")
    way = models.CharField("how they asked", max_length=20, choices=WAYS)
    about = models.CharField("what it is about", max_length=20, choices=About)
    caller = models.CharField("who asked", max_length=200, blank=True)  # anonymous where it is empty
    asked = models.TextField("what they asked", max_length=2000)
    advice = models.TextField("what they were told", max_length=2000)
    next_step = models.CharField("what comes next", max_length=20, choices=NextStep)
    reach = models.CharField("how to reach them", max_length=300, blank=True)
    contact = models.CharField("getting in touch", max_length=20, choices=Contact, default=Contact.NONE)
    contact_why = models.CharField("why", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # Nobody of ours where somebody wrote it at the public door.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    sweep_after = models.DateTimeField("goes")

    class Meta:
        ordering = ["sweep_after", "id"]
        verbose_name_plural = "enquiries"
        indexes = [
            models.Index(fields=["provider_agency", "sweep_after", "id"], name="enquiry_by_going"),
            models.Index(fields=["sweep_after"], name="enquiry_to_sweep"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__in=["none", "waits"], decided_at__isnull=True, decided_by__isnull=True)
                | Q(contact__in=["safe", "unsafe"], decided_at__isnull=False, decided_by__isnull=False),
                name="enquiry_contact_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(contact="none") | ~Q(reach=""), name="enquiry_contact_has_a_way"
            ),
        ]

    class Rows:
        casework = rows.See(
            "provider_agency_id",
            "agency_id",
            insert=True,
            change=True,
            only=("contact", "contact_why", "decided_by_id", "decided_at", "sweep_after"),
        )
        public = rows.Add("provider_agency_id", "agency_id")
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "passing"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"enquiry {self.pk}"
