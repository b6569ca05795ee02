"""An agency's own sign-on.

The client secret is read from CHRYSALIS_SIGN_ON_SECRET or typed, and is never an argument: arguments
stand in the list of processes and in the shell's history.
"""

import getpass
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.signin.actions import sign_ons
from chrysalis.signin.oidc import is_safe


class Command(BaseCommand):
    help = "Record where an agency's own sign-on (OpenID Connect) is, and print what to register there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, help="the agency's slug")
        parser.add_argument("--issuer", required=True, help="exactly as the sign-on calls itself")
        parser.add_argument("--client-id", required=True)
        parser.add_argument("--address", required=True, help="where this service answers: https://…")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_safe(options["issuer"]):
            raise CommandError("The issuer is not an https address.")
        try:
            agency = Agency.objects.get(slug=options["agency"])
        except Agency.DoesNotExist:
            raise CommandError(f"There is no agency {options['agency']!r}.") from None
        secret = _secret()
        sign_ons.configure(
            agency, issuer=options["issuer"], client_id=options["client_id"], secret=secret, at=timezone.now()
        )
        start = f"{options['address'].rstrip('/')}/sign-in/agency/{agency.slug}/"
        self.stdout.write(f"Register this redirect address there: {start}back/")
        self.stdout.write(f"Its people sign in at: {start}")


def _secret() -> str:
    if given := os.environ.get("CHRYSALIS_SIGN_ON_SECRET"):
        return given
    return getpass.getpass("Client secret: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
