from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "chrysalis.bench"
    label = "bench"

    def ready(self) -> None:
        from chrysalis.bench.duel import BENCHES

        BENCHES.load("chrysalis.bench.benches")
