"""The first agency and its first administrator, by a link that works once. There is no default account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from chrysalis.agencies.actions import accounts
from chrysalis.agencies.actions.agencies import ShortNameTaken
from chrysalis.agencies.models import Agency
from chrysalis.signin.actions import invitations


# A custody suite stands under a force, which therefore comes first.
KINDS = sorted(set(Agency.Kind.values) - {Agency.Kind.CUSTODY_SUITE})


class Command(BaseCommand):
    help = "Make the first agency and its administrator, and print the one-time link to set a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, help="its name")
        parser.add_argument(
            "--kind", required=True, choices=sorted(set(Agency.Kind.values) - {"custody_suite"})
        )
        parser.add_argument("--name", required=True, help="the administrator's full name")
        parser.add_argument("--email", required=True, help="the administrator's work e-mail address")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the service answers")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            worker = accounts.begin(
                agency_name=options["agency"],
                slug=slugify(options["agency"]),
                kind=options["kind"],
                full_name=options["name"],
                email=options["email"],
                at=now,
            )
        except (accounts.Refused, ShortNameTaken) as reason:
            raise CommandError(str(reason)) from None
        token = invitations.make_link(invitations.open_for(worker, at=now), at=now)
        self.stdout.write(f"Within {invitations.HOURS} hours, {worker.full_name} opens this link once:")
        self.stdout.write(f"{options['address'].rstrip('/')}/sign-in/invitation/{token}/")
