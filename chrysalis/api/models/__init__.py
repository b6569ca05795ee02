from chrysalis.api.models.requests import KeyedRequest
from chrysalis.api.models.systems import AccessToken, Credential, Purpose, RecordsSystem
from chrysalis.api.models.webhooks import Webhook, WebhookCall


__all__ = [
    "AccessToken",
    "Credential",
    "KeyedRequest",
    "Purpose",
    "RecordsSystem",
    "Webhook",
    "WebhookCall",
]
