"""A system that would stand open does not start."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from sohotich.config.soundness import ensure_given_database, ensure_variables
from sohotich.foundation.database.connection import addresses, superuser_address
from sohotich.foundation.database.errors import UserError
from tests import database
from tests.cli.test_serving import pytestmark as embedded

pytestmark = [embedded, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SOHOTICH_HOSTS", "so.xa.local *"),
        ("SOHOTICH_PROXIES", "một"),
        ("SOHOTICH_PROXIES", ""),
        ("SOHOTICH_PROXIES", "-1"),
    ],
)
def test_variables_that_open_or_say_nothing(name, value, monkeypatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError) as told:
        ensure_variables()
    assert told.value.where == name


def test_sound_variables(monkeypatch) -> None:
    monkeypatch.setenv("SOHOTICH_HOSTS", "so.xa.local 10.1.2.3")
    monkeypatch.setenv("SOHOTICH_PROXIES", "1")
    ensure_variables()


def test_two_ordinary_roles_are_let_in() -> None:
    both = addresses(database.home())
    ensure_given_database(both.application, both.owner)
    ensure_given_database(both.application, "")


def test_a_strong_role_is_refused() -> None:
    both = addresses(database.home())
    for role, other in ((superuser_address(database.home()), both.owner), (both.owner, both.owner)):
        with pytest.raises(UserError, match="quá nhiều quyền"):
            ensure_given_database(role, other)


def test_what_does_not_answer_is_named_without_its_password() -> None:
    both = addresses(database.home())
    wrong = make_conninfo(both.owner, password="sai-mat-khau")
    for application, owner, variable in (
        ("postgresql://app:bi-mat@127.0.0.1:1/none", "", "DATABASE_URL"),
        ("postgresql//app:bi-mat@127.0.0.1/none", "", "DATABASE_URL"),
        (both.application, wrong, "DATABASE_OWNER_URL"),
        (both.application, "postgresql//own:bi-mat@127.0.0.1/none", "DATABASE_OWNER_URL"),
    ):
        with pytest.raises(UserError, match=r"Không (vào|đọc) được") as told:
            ensure_given_database(application, owner)
        assert told.value.where == variable
        assert not [secret for secret in ("bi-mat", "sai-mat-khau") if secret in str(told.value)]


@pytest.fixture
def bytes_database() -> Iterator[str]:
    """A database made where no locale was set, as `SQL_ASCII`."""
    name = sql.Identifier(database.database_name("bytes"))
    with psycopg.connect(superuser_address(database.home()), autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
        connection.execute(made.format(name))
        yield database.database_name("bytes")
        connection.execute(sql.SQL("DROP DATABASE {}").format(name))


def test_a_database_of_another_encoding_is_refused(bytes_database) -> None:
    both = addresses(database.home())
    with pytest.raises(UserError, match="SQL_ASCII"):
        ensure_given_database(make_conninfo(both.application, dbname=bytes_database), both.owner)
