"""A place for integrators to try everything with nobody real, and a secret for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from chrysalis.agencies.actions.sandbox import AGENCIES, SLUG, set_up_sandbox
from chrysalis.agencies.models import Agency, Participation
from chrysalis.api.actions import keeping
from chrysalis.api.models import Purpose


REFERRERS = [slug for slug, _, _, part in AGENCIES if part == Participation.Part.REFERRER]


class Command(BaseCommand):
    help = "Set up the sandbox scheme, and print number and secret of a new records system in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", choices=REFERRERS, default="council", help="whose door it tries")
        parser.add_argument("--name", default="Sandbox records system", help="what the system is called")

    @transaction.atomic
    def handle(self, *, agency: str, name: str, **options: Any) -> None:
        now = timezone.now()
        set_up_sandbox(at=now)
        whose = Agency.objects.get(slug=f"{SLUG}-{agency}")
        system = keeping.add_system(whose, name=name, purposes=Purpose.values, by=None, at=now)
        secret = keeping.make_secret(system, by=None, at=now)
        self.stdout.write(f"{whose.name}: nobody there is real, and nothing of it reaches anybody.")
        self.stdout.write(f"client_id      {system.pk}")
        self.stdout.write(f"client_secret  {secret}")
