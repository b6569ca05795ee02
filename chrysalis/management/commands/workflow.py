from typing import Any

from django.core.management.base import BaseCommand

from chrysalis.management import generated


class Command(BaseCommand):
    help = "Print the workflows as diagrams (Mermaid)."

    def handle(self, **options: Any) -> None:
        self.stdout.write(generated.workflow())
