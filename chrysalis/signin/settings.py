"""Signing in: the settings of the libraries that do it, and our figures.

Imported by `chrysalis.settings` and by nothing else. The figures and what each is for stand here;
what must not be weakened (no lock by address, no sign-up, no word on whether an account exists) is
marked.
"""

import datetime as dt

from chrysalis import environment


_env = environment.read()

# The first sees every attempt and refuses the eleventh; the second knows people.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "chrysalis.signin.backends.Passwords",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# Sessions. How long one may lie idle is the hat's (`Hat.idle_minutes`).
SESSION_HOURS = 12
SESSION_COOKIE_AGE = 24 * 60 * 60  # the row outlives the session, so that what is sent too late is still kept
HATLESS_IDLE_MINUTES = 10
SESSIONS_A_WORKER = 3

# Passwords. Twelve characters are enough only for somebody who also has a second factor.
PASSWORD_LEAST = 15
PASSWORD_LEAST_WITH_SECOND_FACTOR = 12
PASSWORD_MOST = 128
PASSWORD_RESET_TIMEOUT = 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "chrysalis.signin.passwords.Length"},
    {"NAME": "chrysalis.signin.passwords.Pattern"},
    {"NAME": "chrysalis.signin.passwords.Common"},
    {"NAME": "chrysalis.signin.passwords.Guessable"},
    {"NAME": "chrysalis.signin.passwords.Breached"},
]

# SAFETY: accounts are made by invitation only, and no answer tells whether one exists. Somebody
# who can learn that a person works with a force's victims has learnt where to push.
ACCOUNT_ADAPTER = "chrysalis.signin.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end, not this one
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {
    "login": "chrysalis.signin.forms.SignIn",
    "reset_password": "chrysalis.signin.forms.ResetPassword",
    "reset_password_from_key": "chrysalis.signin.forms.NewPassword",
    "change_password": "chrysalis.signin.forms.ChangePassword",
    "reauthenticate": "chrysalis.signin.forms.Reauthenticate",
}
# SAFETY: never by address. A whole custody suite, or a whole force, comes from one address, and would
# be locked out together. Guessing is counted by account and device (`throttle.py`).
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = _env["CHRYSALIS_TRUSTED_PROXIES"]

# Guessing: ten tries in five minutes for an account from all unknown devices together, and ten more
# for each device that the person has signed in from before.
AXES_ENABLED = True
AXES_USERNAME_CALLABLE = "chrysalis.signin.throttle.bucket"
AXES_USERNAME_FORM_FIELD = "email"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_CLIENT_IP_CALLABLE = "chrysalis.signin.throttle.no_address"
AXES_LOCKOUT_CALLABLE = "chrysalis.signin.throttle.locked_out"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = dt.timedelta(minutes=5)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # our own log says who signed in
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = [
    "username", "ip_address", "login", "email", "password", "code", "credential", "next",
]  # fmt: skip
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # it asks for locking by address, which is what must not be
    "guardian.W001",  # it asks to answer has_perm, which nothing here calls
]

# The second factor: a passkey first, a one-time code second, ten recovery codes, and never a text message.
MFA_ADAPTER = "chrysalis.signin.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are the agency's, typed by its administrator
MFA_TOTP_ISSUER = "Chrysalis"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _env["CHRYSALIS_DEMO"]  # http on the own machine, and only there
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "chrysalis.signin.forms.Code",
    "reauthenticate": "chrysalis.signin.forms.CodeAgain",
    "activate_totp": "chrysalis.signin.forms.AddApp",
    "add_webauthn": "chrysalis.signin.forms.AddPasskey",
    "edit_webauthn": "chrysalis.signin.forms.NamePasskey",
}
SECOND_FACTOR_TRIES = 5

USERSESSIONS_TRACK_ACTIVITY = False  # `Limits` keeps the time of the last activity

# An agency's own single sign-on. Where it is and with which client, `configure_sign_in` records.
SOCIALACCOUNT_ADAPTER = "chrysalis.signin.adapters.SingleSignOns"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "chrysalis.signin.oidc.AgencyProvider", "OAUTH_PKCE_ENABLED": True},
}
