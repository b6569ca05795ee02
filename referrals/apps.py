from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    label = "referrals"

    def ready(self) -> None:
        from referrals import handlers, misuse, navigation, workflow  # noqa: F401 - loading them declares them
        from referrals.gates import clients  # noqa: F401 - and so does this
