from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chrysalis.backups import age, bech32
from chrysalis.backups.drill.restoring import drill


class Command(BaseCommand):
    help = "Restore a backup into a scratch database, prove that a service could run on it, and drop it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument("--key", type=Path, required=True, help="the file of the private key")

    def handle(self, *, backup: Path, key: Path, **options: Any) -> None:
        findings = []
        for finding in drill(backup, _private_key(key)):
            self.stdout.write(f"{finding.what}: {finding.said}")
            findings.append(finding)
        if not all(finding.is_well for finding in findings):
            raise CommandError("This backup cannot be relied on.")
        self.stdout.write("A service could run on this backup.")


def _private_key(file: Path) -> X25519PrivateKey:
    try:
        return age.private_key(file.read_text())
    except (OSError, bech32.Misread):
        raise CommandError(f"{file} holds no private key.") from None
