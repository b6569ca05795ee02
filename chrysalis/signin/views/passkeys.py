from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect


class RemovePasskey(RemoveWebAuthnView):
    """The library's page, which does not ask whether this is the last factor."""

    def form_valid(self, form: Form) -> HttpResponse:
        if get_adapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, "This is your only second factor. Add another before you remove it.")
        return redirect("mfa_list_webauthn")


remove = RemovePasskey.as_view()
