from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "chrysalis.signin"
    label = "signin"

    def ready(self) -> None:
        from chrysalis.events.sweeping import SWEEPS
        from chrysalis.signin.tasks import answer_requests

        SWEEPS.append(answer_requests)
