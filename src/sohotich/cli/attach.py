"""What every command on the database shares: --home, --as, and being attached while it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sohotich.cli.output import BAD_INPUT, refuse, say

if TYPE_CHECKING:
    from sohotich.foundation.database.home import Home
    from sohotich.foundation.people.actors import Actor

SYSTEM = "scheduler"
_Command = TypeVar("_Command", bound=Callable[..., Any])

home_option = click.option(
    "--home",
    "home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="SOHOTICH_HOME",
    help="Thư mục dữ liệu của hệ thống (SOHOTICH_HOME).",
)
user_option = click.option(
    "--as",
    "user",
    envvar="SOHOTICH_USER",
    metavar="USER",
    help="Tên đăng nhập của người thực hiện (SOHOTICH_USER); dùng quyền của người đó.",
)


def database_options(command: _Command) -> _Command:
    """`--home` and `--as`, passed to the function as `home` and `user`."""
    return home_option(user_option(command))


@contextmanager
def attached(home: Path | None, user: str | None) -> Iterator[Actor]:
    """Inside the block Django is ready, the database runs, and the actor is that person,
    for the database too.

    Errors of the person's making end the command with exit code 2 and their message.
    """
    with database_running(home), told():
        from sohotich.foundation.people.acting import acting
        from sohotich.foundation.people.actors import UnknownActor, actor_by_username

        refuse_if_not_migrated()
        if not user:
            refuse("Thiếu người thực hiện. Thêm --as TÊN_ĐĂNG_NHẬP hoặc đặt SOHOTICH_USER.")
        try:
            actor = actor_by_username(user)
        except UnknownActor:
            refuse(f"Không có tài khoản “{user}”, hoặc tài khoản đã khóa. Kiểm tra --as.")
        with acting(actor):
            yield actor


@contextmanager
def attached_or_system(home: Path | None, user: str | None, permission: str) -> Iterator[Actor]:
    """`attached` for somebody who holds the permission somewhere; nobody named: the system itself.

    For what the machine's operator does from a timer, where no person acts.
    """
    if user:
        with attached(home, user) as actor:
            from sohotich.foundation.people.permissions import Forbidden

            if not actor.can_somewhere(permission):
                raise Forbidden
            yield actor
        return
    with database_running(home), told():
        from sohotich.foundation.people.acting import acting
        from sohotich.foundation.people.actors import service_actor

        refuse_if_not_migrated()
        with acting(service_actor(SYSTEM)):
            yield service_actor(SYSTEM)


@contextmanager
def database_running(home: Path | None, *, make: bool = False) -> Iterator[Home]:
    """Inside the block the home's server runs and Django is ready; `make` a home where none is.

    Attaches to the server if it runs, else starts it for as long as the block lasts.
    """
    from django.apps import apps

    if apps.ready:  # a test, or a command called by another
        from sohotich.foundation.database.home import Home

        yield Home.current()
        return
    with server_running(home, make=make) as found:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sohotich.config.settings")
        django.setup()
        try:
            yield found
        finally:
            from django.db import connections

            connections.close_all()


@contextmanager
def server_running(home: Path | None, *, make: bool = False) -> Iterator[Home]:
    """Inside the block the home's server runs; nothing is done where DATABASE_URL names one."""
    from sohotich.foundation.database.connection import given
    from sohotich.foundation.database.home import Home
    from sohotich.foundation.database.roles import ensure_embedded_roles
    from sohotich.foundation.database.server import EmbeddedServer

    found = Home(home.expanduser().resolve()) if home else Home.current()
    found.use()
    if not found.exists() and not make:
        refuse(
            f"Chưa có dữ liệu ở {found.path}. Chạy `sohotich serve` hoặc `sohotich migrate` "
            "trước, hoặc chỉ đúng thư mục bằng --home."
        )
    with told():
        found.ensure()
        if given()[0]:
            yield found
            return
        server = EmbeddedServer(found, say=say)
        server.attach()
        try:
            ensure_embedded_roles(found)
            yield found
        finally:
            server.detach()


@contextmanager
def told() -> Iterator[None]:
    """Tell an error of the person's making on stderr and end with exit code 2."""
    from sohotich.engines.guard import Refused
    from sohotich.foundation.database.errors import UserError

    try:
        yield
    except (UserError, Refused) as error:
        say(str(error))
        sys.exit(BAD_INPUT)
    except Exception as error:
        # Known without importing Django where a command does not need it.
        if type(error).__name__ != "Forbidden":
            raise
        say(str(error))
        sys.exit(BAD_INPUT)


def refuse_if_not_migrated() -> None:
    """End with exit code 2 when the database is behind this version; Django is ready."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        refuse("Cơ sở dữ liệu chưa theo kịp bản này. Chạy `sohotich migrate` rồi làm lại.")
