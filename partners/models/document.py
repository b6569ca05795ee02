from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.attachments.models import CHECKED, VERDICT, Attachment
from partners.models.slip import Slip


class SlipDocument(Attachment):
    """A document that names or describes somebody harmed, or says where they are, as its sender said. It is
    read of the open slip alone; whoever sent it sees neither it nor that it is here."""

    id = keys.primary("slip-document")
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="documents")
    # Copied down: whoever adds a row can look nothing up to prove whose it is; nor can who checks it.
    sending_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiving_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta(Attachment.Meta):
        abstract = False

    class Rows:
        linkwork = rows.Open("slip_id", "slip_id")
        everyone = rows.Add("sending_agency_id", "agency_id")
        courier = rows.Carry(
            "id", insert=False, columns=(*CHECKED, "slip_id", "receiving_agency_id"), only=VERDICT
        )

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"document of {self.slip_id}"
