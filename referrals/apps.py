from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    label = "referrals"

    def ready(self) -> None:
        from referrals import navigation, workflow  # noqa: F401 - loading them declares them
