from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "chrysalis.signin"
    label = "signin"
