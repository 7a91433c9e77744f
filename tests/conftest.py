"""Fixtures of all tests: the database as the code meets it, people, units, a home."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date

import pytest


def pytest_unconfigure(config: pytest.Config) -> None:
    if os.environ.get("SOHOTICH_TEST_CONTROLLER") == str(os.getpid()):
        from tests.database import finish_run, forget_homes

        finish_run()
        factory = getattr(config, "_tmp_path_factory", None)
        if factory is not None:
            forget_homes(factory.getbasetemp())


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request) -> Iterator[None]:
    """pytest-django's set-up, replaced: its own would make and empty databases as one role."""
    from django.test import TransactionTestCase

    from tests import database

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        server = database.start_server()
        name = database.copy_template(worker)
        database.use(name)

    def teardown(self) -> None:
        database.empty(name)

    kept = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = kept
    with django_db_blocker.unblock():
        database.drop(name)
    if server is not None:
        server.detach()


@pytest.fixture(autouse=True)
def all_rows() -> Iterator[None]:
    """A test looks at every row. Requests and jobs see what is theirs, and so does a block
    `with acting(actor):`; a thread of its own sees nothing without one.
    """
    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    with speaking(EVERYTHING):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_telephone() -> None:
    """Tests sign in without a second step; test_second_step.py asks for what is shipped."""
    from sohotich.foundation.policies import selectors, services

    shipped = services.default

    def default(name: str) -> object:
        value = shipped(name)
        return dict.fromkeys(value, "không") if name == "people.totp_roles" else value

    services.default = selectors.default = default


@pytest.fixture
def campaign(db):
    """The campaign 01–15/01/2025 on its seventh day at 15:00."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sohotich.foundation.database.clock import campaign_set

    return campaign_set(
        name="Đợt thử",
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 1, 15),
        root_unit="27",
        opens_at=datetime(2025, 1, 7, 15, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    )


@pytest.fixture
def person(campaign) -> Callable[..., object]:
    """`person("lan", "nguoi_quet", "09508")` makes an account with roles in a unit: an Actor."""
    from sohotich.foundation.people.accounts import create_user, grant_role
    from sohotich.foundation.people.actors import actor_for, service_actor

    installer = service_actor("installer")

    def make(username: str, *roles: str, unit: str = "09508") -> object:
        user = create_user(actor=installer, username=username, full_name=username.title()).user
        for role in roles:
            grant_role(actor=installer, user=user, role=role, unit_code=unit)
        return actor_for(user)

    return make
