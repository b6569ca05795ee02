from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from chrysalis.access.personas import OWNER
from chrysalis.backups import age, bech32, folder, programs, taking


class Command(BaseCommand):
    help = "Keep a copy of everything, encrypted for the holders of the private keys, and read it back."

    def handle(self, **options: Any) -> None:
        if OWNER not in connections:
            raise CommandError("DATABASE_OWNER_URL is not set. Only the owner of the tables sees every row.")
        keys = [_key(text) for text in settings.BACKUP_KEYS]
        if not keys:
            raise CommandError("CHRYSALIS_BACKUP_KEYS is empty. Make a pair with: manage.py backup_key FILE")
        try:
            kept = taking.take(folder.place(), to=keys, kept=settings.BACKUPS_KEPT, at=timezone.now())
        except (programs.Failed, taking.NotAsWritten, OSError) as reason:
            raise CommandError(f"No backup was made. {reason}") from None
        size = sum(file.stat().st_size for file in kept.iterdir())
        self.stdout.write(f"Kept {kept.name}: {size} bytes, encrypted and read back.")


def _key(text: str) -> X25519PublicKey:
    try:
        return age.public_key(text)
    except bech32.Misread:
        raise CommandError("CHRYSALIS_BACKUP_KEYS holds something that is no public key.") from None
