"""What integrators read: the description for their tools (OpenAPI 3.1), and a page for themselves."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chrysalis.api.door import answers_machines
from chrysalis.api.models import Purpose
from chrysalis.api.problems import CONTENT_TYPE, PROBLEMS
from chrysalis.signin.decorators import for_anybody
from referrals.forms.by_machine_shapes import names_of_doors, shapes_of_doors
from referrals.models import ReferralStatus
from referrals.views.by_machine import LONGEST_KEY


Part = dict[str, Any]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
OF_EVERY_ADDRESS = ("bad-request", "not-known", "not-for-that", "no-such-method", "too-many", "not-now")
OF_SENDING = ("no-key", "too-large", "not-json", "not-valid")


@answers_machines("GET", "describes what records systems may ask, to their tools")
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description(), json_dumps_params={"indent": 1})


@require_safe
@for_anybody("describes what records systems may ask, to whoever connects one")
def for_integrators(request: HttpRequest) -> HttpResponse:
    page = {
        "service_url": settings.SERVICE_URL or f"https://{request.get_host()}",
        "problems": [(slug, status, title) for slug, (status, title) in PROBLEMS.items()],
        "words": ReferralStatus.Word.choices,
        "minutes": settings.API_TOKEN_MINUTES,
        "key_days": settings.API_KEY_DAYS,
        "per_minute": settings.API_PER_MINUTE,
        "hours": settings.WEBHOOK_HOURS,
    }
    return render(request, "referrals/for_integrators.html", page)


@cache
def description() -> Part:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Chrysalis for records systems",
            "version": "1",
            "description": "Refer somebody as your agency's people do, and read what they read of it: "
            "a handle, a word and a day.",
        },
        "servers": [{"url": settings.SERVICE_URL or "/"}],
        "paths": {
            "/api/v1/token": {"post": _token()},
            "/api/v1/referrals": {"post": _refer()},
            "/api/v1/referrals/{reference}": {"get": _status()},
        },
        "webhooks": {"referralChanged": {"post": _changed()}},
        "components": {"securitySchemes": _door(), "schemas": _shapes()},
    }


def _door() -> Part:
    scopes = {value: str(label) for value, label in Purpose.choices}
    flow = {"clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": scopes}}
    return {"records_system": {"type": "oauth2", "flows": flow}}


def _token() -> Part:
    asked = {
        "type": "object",
        "required": ["grant_type"],
        "properties": {
            "grant_type": {"const": "client_credentials"},
            "client_id": {"type": "string"},
            "client_secret": {"type": "string"},
            "scope": {"type": "string", "description": "Words parted by spaces; without any, all there are"},
        },
    }
    refused = {"description": "Refused, in a word of RFC 6749", "content": {JSON: _ref("TokenRefused")}}
    return {
        "operationId": "getToken",
        "summary": "A token for a secret",
        "description": "The system's number and its secret stand in the body or in the Authorization header "
        "(Basic), and not in both.",
        "security": [],
        "requestBody": {"required": True, "content": {FORM: {"schema": asked}}},
        "responses": {"200": _answer("A token", "Token"), "400": refused, "401": refused}
        | _problems("no-such-method", "too-large", "too-many", "not-now"),
    }


def _refer() -> Part:
    doors = [{"$ref": f"#/components/schemas/{name}"} for name in names_of_doors()]
    key = {"type": "string", "pattern": f"^[!-~]{{1,{LONGEST_KEY}}}$"}
    named = "One for each referral. The same key and body again get the same answer, and refer nobody twice"
    where = {"Location": {"description": "Where its status is read", "schema": {"type": "string"}}}
    return {
        "operationId": "refer",
        "summary": "Refer somebody",
        "security": [{"records_system": [Purpose.REFER.value]}],
        "parameters": [
            {"name": "Idempotency-Key", "in": "header", "required": True, "schema": key, "description": named}
        ],
        "requestBody": {"required": True, "content": {JSON: {"schema": {"anyOf": doors}}}},
        "responses": {"201": _answer("Received", "Status") | {"headers": where}}
        | _problems(*OF_EVERY_ADDRESS, *OF_SENDING),
    }


def _status() -> Part:
    reference = {"name": "reference", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "readStatus",
        "summary": "What became of a referral of your agency",
        "security": [{"records_system": [Purpose.STATUS.value]}],
        "parameters": [reference],
        "responses": {"200": _answer("The handle, the word and the day", "Status")}
        | _problems(*OF_EVERY_ADDRESS, "not-there"),
    }


def _changed() -> Part:
    return {
        "operationId": "referralChanged",
        "summary": "A referral changed: fetch it",
        "description": "Signed as Standard Webhooks 1.0. Answer with any 2xx status; 410 ends it.",
        "requestBody": {"content": {JSON: _ref("Changed")}},
        "responses": {"2XX": {"description": "Taken"}},
    }


def _answer(what: str, schema: str) -> Part:
    return {"description": what, "content": {JSON: _ref(schema)}}


def _ref(name: str) -> Part:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}


def _problems(*slugs: str) -> dict[str, Part]:
    by_status: dict[str, list[str]] = {}
    for slug in slugs:
        status, title = PROBLEMS[slug]
        by_status.setdefault(str(status), []).append(title)
    content = {CONTENT_TYPE: _ref("Problem")}
    return {
        status: {"description": "; or ".join(titles), "content": content}
        for status, titles in by_status.items()
    }


def _shapes() -> dict[str, Part]:
    word = {"type": "string"}
    return shapes_of_doors() | {
        "Status": _object(
            reference=word,
            word={"enum": ReferralStatus.Word.values},
            meaning=word,
            changed_on={"type": "string", "format": "date"},
        ),
        "Token": _object(
            access_token=word, token_type={"const": "Bearer"}, expires_in={"type": "integer"}, scope=word
        ),
        "TokenRefused": _object(error=word),
        "Changed": _object(
            id={"type": "string", "format": "uuid"},
            type={"const": "referral.changed"},
            timestamp={"type": "string", "format": "date-time"},
            data=_object(reference=word),
        ),
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status"],
            "properties": {
                "type": word,
                "title": word,
                "status": {"type": "integer"},
                "detail": word,
                "errors": {"type": "array", "items": _object(pointer=word, detail=word)},
            },
        },
    }


def _object(**properties: Part) -> Part:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
