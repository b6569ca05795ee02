from typing import Any

from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chrysalis.access.http import hatless


class NewPassword(PasswordResetFromKeyView):
    """The library's page behind the link, which says whether the link failed only if it did."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**({"token_fail": False} | kwargs))


from_link = NewPassword.as_view()


@hatless("shown to somebody who wants to change a password but has none")
def none(request: HttpRequest) -> HttpResponse:
    return render(request, "signin/kept_by_agency.html")
