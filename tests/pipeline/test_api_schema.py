"""The API against its own contract: whatever is sent, the answer is one the contract tells of."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sohotich.domain.policies import POLICIES
from tests.pipeline.finished_book import signed
from tests.pipeline.station import issue

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_calls = count()


def closing_app(handler):
    """The client of the library leaves answers open, and with them the files that were sent."""

    def app(environ, start_response):
        answer = handler(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()

    return app


@pytest.fixture
def operations(db):
    """Every operation of the contract, asked in this process on the test's connection."""
    from sohotich.web.connect import openapi

    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = closing_app(WSGIHandler())
    yield [found.ok() for found in schema.get_all_operations()]
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def known(make_book, team, person, monkeypatch):
    """A packed book and an open one, and a token with every right; paths get their keys."""
    from sohotich.foundation.jobs.services import start
    from sohotich.pipeline.transfer.services import package_make

    policy = POLICIES["api.requests_per_minute"]
    monkeypatch.setitem(POLICIES, policy.name, replace(policy, default=100_000))
    packed = make_book(last=2)
    signed(team, packed)
    package = package_make(actor=team.officer, book=packed)
    job = start(actor=team.scanner, kind="scan.process", unit="09508", subject="book",
                subject_key=packed.key, args={"book": str(packed.key)})  # fmt: skip
    secret = issue(person("quantri", "quan_tri", unit="27")).secret
    return {
        "books": [str(packed.key), str(make_book(last=2, volume=3).key)],
        "packages": [str(package.key)],
        "jobs": [str(job.key)],
        "record-types": ["KS"],
        "files": [file["name"] for file in package.files],
        "headers": {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"},
    }


def send(case, known) -> None:
    """Send it; two times of three to something that is there, under a key of its own."""
    turn = next(_calls)
    if turn % 3:
        noun = case.path.split("/")[4]
        for name in case.path_parameters or ():
            if name != "name":
                case.path_parameters[name] = known[noun][turn % len(known[noun])]
            else:
                case.path_parameters[name] = known["files"][0]
        if case.method == "POST" and case.headers and "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = f"turn-{turn}"
    response = case.call(headers=known["headers"])
    case.validate_response(response, checks=CHECKS)


def walk(operations, known, examples: int, **how) -> None:
    """So many letters to each operation that keep to the contract, and as many that do not."""
    sent = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **how,
    )

    def letter(case) -> None:
        send(case, known)

    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                sent(given(operation.as_strategy(mode))(letter))()
            except Unsatisfiable:
                # An operation that takes nothing has nothing to get wrong.
                assert mode is GenerationMode.NEGATIVE
    assert len(operations) > 20


def test_every_answer_is_in_the_contract(operations, known) -> None:
    walk(operations, known, examples=6, derandomize=True)


@pytest.mark.soak
def test_every_answer_is_in_the_contract_at_length(operations, known) -> None:
    walk(operations, known, examples=250)


def test_the_committed_contract_is_fresh() -> None:
    from sohotich.web.connect import written
    from sohotich.web.write_contract import CONTRACT

    assert CONTRACT.read_text(encoding="utf-8") == written(), "run make generate"
    assert json.loads(written())["openapi"].startswith("3.1")
