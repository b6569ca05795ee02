from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models.referral import Referral


class SelfReferralDetails(models.Model):
    """What somebody tells of themselves who asks for help: why now, how to reach them safely, what would make
    it easier. Every word is theirs, and unverified.

    SAFETY: nothing here is about a partner. What they tell of one goes to partner support, sealed, marked as
    told by the person themselves.
    """

    class Reason(models.TextChoices):
        WORRIED = "worried", _("I am worried about how I behave")
        ASKED = "asked", _("Somebody close to me asked me to")
        CHILDREN = "children", _("Because of my children")
        POLICE = "police", _("Something happened with the police or a court")
        ADVISED = "advised", _("A professional suggested it")
        OTHER = "other", _("Something else")

    class Way(models.TextChoices):
        RING = "ring", _("Telephone call")
        TEXT = "text", _("Text message")
        EMAIL = "email", _("E-mail")
        POST = "post", _("Letter")

    class Answering(models.TextChoices):
        """What to do if somebody else answers."""

        NOTHING = "nothing", _("Say nothing and ring off")
        NAME = "name", _("Leave a first name, and nothing else")
        SAY = "say", _("You can say who you are")

    class YesNo(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class Known(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_SURE = "not_sure", _("Not sure")

    class Urgent(models.TextChoices):
        HARM_OTHER = "harm_other", _("I am worried that I may hurt somebody")
        HARM_SELF = "harm_self", _("I am thinking of ending my life or hurting myself")
        CHILD = "child", _("I am worried about a child")
        DATE = "date", _("A court date or a meeting is days away")

    class Need(models.TextChoices):
        READING = "reading", _("Help with reading or writing")
        DISABILITY = "disability", _("Something because of a disability or my health")
        EVENINGS = "evenings", _("Evenings or weekends, because of work")
        ONLINE = "online", _("I would rather talk online")
        IN_PERSON = "in_person", _("I would rather meet in person")

    class Heard(models.TextChoices):
        SEARCH = "search", _("I searched online")
        RADIO = "radio", _("Radio, television or an advertisement")
        LEAFLET = "leaflet", _("A leaflet or poster")
        PROFESSIONAL = "professional", _("An officer, a doctor, a social worker or somebody like that")
        FRIEND = "friend", _("Family or a friend")
        OTHER = "other", _("In another way")

    id = keys.primary("self-referral-details")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="self_referral")
    # Copied down: at the public door rows are added for the agency whose door it is, and nothing is read.
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason), default=list, blank=True)
    own_words = models.TextField(max_length=2000, blank=True)
    place = models.CharField("town or postcode", max_length=200, blank=True)
    ways = ArrayField(models.CharField(max_length=10, choices=Way), default=list, blank=True)
    email = models.CharField("e-mail address", max_length=254, blank=True)
    voicemail = models.CharField("may leave a voicemail", max_length=10, choices=YesNo, blank=True)
    may_say_who = models.CharField("may say who is calling", max_length=10, choices=YesNo, blank=True)
    answering = models.CharField("if somebody else answers", max_length=10, choices=Answering, blank=True)
    best_times = models.CharField("good times", max_length=200, blank=True)
    urgent = ArrayField(models.CharField(max_length=20, choices=Urgent), default=list, blank=True)
    children = models.CharField("children, number and ages", max_length=200, blank=True)
    orders = models.CharField("court orders", max_length=10, choices=Known, blank=True)
    bail = models.CharField("bail conditions", max_length=10, choices=Known, blank=True)
    services = models.CharField("other services", max_length=10, choices=Known, blank=True)
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    needs_said = models.TextField(max_length=1000, blank=True)
    heard_of = models.CharField("heard of us", max_length=20, choices=Heard, blank=True)
    # In which language they wrote, and which text on confidentiality they agreed to, when.
    written_in = models.CharField("language they wrote in", max_length=10)
    understood_version = models.CharField("text on confidentiality", max_length=20)
    understood_at = models.DateTimeField("when they agreed to it")

    class Meta:
        verbose_name_plural = "self-referral details"

    class Rows:
        casework = named = rows.Open("referral_id", "referral_id")
        public = rows.Add("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"self-referral details of {self.referral_id}"

    @property
    def numbers(self) -> dict[str, str]:
        """None: whoever asks for help is not asked for a number."""
        return {}

    @property
    def numbers_of_person(self) -> dict[str, str]:
        return {}
