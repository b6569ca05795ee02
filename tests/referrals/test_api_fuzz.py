"""Whatever the description allows, and whatever it does not: no answer that it does not name, nothing half
written, and never a 500.

    CHRYSALIS_FUZZ=10000 python3 manage.py test tests/referrals/test_api_fuzz.py
"""

import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from referrals.models import ProfessionalDetails, Referral, ReferralStatus, SentByMachine
from tests.referrals.machine import Machine


INPUTS = int(os.environ.get("CHRYSALIS_FUZZ", "150"))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance
]  # fmt: skip
ANYHOW = how(
    max_examples=max(INPUTS // 6, 1),
    deadline=None,
    database=None,
    derandomize=INPUTS < 1_000,
    suppress_health_check=list(HealthCheck),
)


def the_application() -> Callable[..., Any]:
    """The real one lets go of the database after each answer; here that would undo the test."""
    real = get_wsgi_application()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        for ring in (request_started, request_finished):
            ring.disconnect(close_old_connections)
        body = real(environ, start)
        try:
            return [b"".join(body)]
        finally:
            body.close()

    return answer


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_gets_an_answer_that_is_described(world, settings, mode):
    settings.API_PER_MINUTE = 10**6
    machine = Machine("westfield-council")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", the_application())
    counted = {"asked": 0, "made": set()}
    for path, method in (
        ("/api/v1/token", "POST"),
        ("/api/v1/referrals", "POST"),
        ("/api/v1/referrals/{reference}", "GET"),
    ):
        if mode is GenerationMode.NEGATIVE and method == "GET":
            continue  # any text may stand in an address

        @ANYHOW
        @given(case=schema[path][method].as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            counted["asked"] += 1
            headers = {"Authorization": f"Bearer {machine.token}"} if "token" not in case.path else {}
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS, headers=headers)
            if response.status_code == 201:
                counted["made"].add(response.json()["reference"])

        ask()
    _nothing_is_half_written(counted["made"])
    print(f"fuzz, {mode}: {counted['asked']} inputs, {len(counted['made'])} referrals")  # noqa: T201 - a figure


def _nothing_is_half_written(made: set[str]) -> None:
    assert set(Referral.objects.values_list("reference", flat=True)) == made
    for table in (ReferralStatus, SentByMachine, ProfessionalDetails):
        assert table.objects.count() == len(made), table


def test_a_door_that_is_described_takes_what_its_description_asks(world, settings):
    """Of the one door that the agency has: some are taken, and what was taken gets its answer again."""
    settings.API_PER_MINUTE = 10**6
    machine, made = Machine("westfield-council"), set()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", the_application())
    council = schema.raw_schema["components"]["schemas"]["FromCouncil"]
    schema.raw_schema["paths"]["/api/v1/referrals"]["post"]["requestBody"]["content"]["application/json"] = {
        "schema": council
    }

    @ANYHOW
    @given(case=schema["/api/v1/referrals"]["POST"].as_strategy())
    def refer(case: schemathesis.Case) -> None:
        key = str(uuid.uuid4())
        case.body |= {"agency_link": "no", "agrees": "yes", "latest_on": "", "date_of_birth": ""}
        case.body |= {"reached_at": "0121 496 0041", "telephone": "", "about_first_on": ""}
        first = machine.refers(case.body, key=key)
        assert first.status_code in (201, 422), first.content
        if first.status_code == 201:
            assert machine.refers(case.body, key=key).content == first.content
            made.add(first.json()["reference"])

    refer()
    _nothing_is_half_written(made)
    print(f"fuzz, of the own door: {len(made)} referrals")  # noqa: T201 - a figure
    assert made
