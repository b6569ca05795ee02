from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chrysalis.demo import queries, world
from chrysalis.demo.volume import filling


CASES = f"how many referrals are told; beyond {world.CASES}, it is filled up to so many cases"


class Command(BaseCommand):
    help = "Builds the demonstration world in an empty database, and names people to sign in as."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=world.CASES, help=CASES)
        parser.add_argument("--print-people", action="store_true", help="print people to sign in as")

    def handle(self, *, cases: int, print_people: bool, **options: Any) -> None:
        # SAFETY: invented people among real ones could be acted upon, or real ones shown to anybody.
        if not settings.DEMO:
            raise CommandError("This is not a demonstration: CHRYSALIS_DEMO is off. Nothing was added.")
        try:
            done = self._build(cases)
        except world.NotEmpty as reason:
            raise CommandError(str(reason)) from None
        if print_people:
            self._print_people()
        else:
            self.stdout.write(done)

    def _build(self, cases: int) -> str:
        at, was_built = timezone.now(), world.is_built()
        if not was_built:
            world.build(cases=min(cases, world.CASES), at=at)
        if cases > world.CASES and not filling.is_filled():
            filling.fill(up_to=cases, at=at, say=self.stdout.write)
            return f"The demonstration world is filled up to {cases:,} cases."
        if was_built:
            return "The demonstration world is there already."
        return f"The demonstration world is built, with {cases} referrals."

    def _print_people(self) -> None:
        lines = [
            (place.worker.full_name, place.role.name, place.agency.name, scheme.name.partition(":")[0])
            for scheme, place in queries.first_of_each_role(on=timezone.localdate())
        ]
        widths = [max(len(line[column]) for line in lines) for column in range(4)]
        self.stdout.write("People to sign in as, at /demo/ (everybody is invented):")
        for line in lines:
            padded = [text.ljust(width) for text, width in zip(line, widths, strict=True)]
            self.stdout.write("  ".join(padded).rstrip())
