"""What `sohotich check` looks at; each check yields (what is wrong, what mends it)."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sohotich.config.install import append_only_tables
from sohotich.foundation.administration.backup.standing import warnings
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.connection import addresses
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.roles import READER
from sohotich.foundation.database.walls import walls_lacking
from sohotich.foundation.policies.services import number, value

Problem = tuple[str, str]
_OLDEST_SERVER = 150000
# Files of this program are from this year: a machine's clock before it has been reset.
_EARLIEST_YEAR = 2025
_CLOCKS_APART = timedelta(seconds=5)


def findings_of(home: Home) -> Iterator[Problem]:
    """Everything found wrong; when the database does not answer, that and the disk."""
    yield from home_private(home)
    yield from clock_plausible()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield f"Cơ sở dữ liệu không trả lời ({type(error).__name__}).", "Kiểm tra DATABASE_URL."
        return
    yield from server_new_enough()
    pending = list(migrations_done())
    yield from pending
    yield from application_role_bounded()
    yield from owner_apart(home)
    if not pending:
        yield from tables_protected()
        yield from reader_there()
        yield from disk_roomy(home)
        yield from warnings(home)
        yield from campaign_set()
    yield from clocks_agree()


def home_private(home: Home) -> Iterator[Problem]:
    """Nobody else may list the home or read what lies in it."""
    for path in (home.path, home.secrets_file, home.files):
        mode = path.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO) & ~(stat.S_IXGRP | stat.S_IXOTH):
            yield f"Người khác trên máy đọc được {path}.", f"Chạy: chmod go-rw {path}"


def server_new_enough() -> Iterator[Problem]:
    """Version 15 is the oldest whose grants and constraints are what we rely on."""
    version = connection.cursor().connection.info.server_version
    if version < _OLDEST_SERVER:
        yield f"PostgreSQL {version // 10000} quá cũ.", "Nâng lên bản 15 trở lên."


def migrations_done() -> Iterator[Problem]:
    """The database is of this version."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield f"Cơ sở dữ liệu còn thiếu {len(plan)} bước nâng cấp.", "Chạy: sohotich migrate"


def application_role_bounded() -> Iterator[Problem]:
    """The role of web and worker can do nothing but read and write rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole,"
            " has_schema_privilege(current_user, 'public', 'CREATE')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        strong, creates = cursor.fetchone()
    if strong or creates:
        yield (
            "Vai ứng dụng có quá nhiều quyền (superuser, BYPASSRLS, CREATEROLE hoặc tạo bảng).",
            "Dùng một vai thường trong DATABASE_URL, rồi chạy: sohotich migrate",
        )


def owner_apart(home: Home) -> Iterator[Problem]:
    """The owner is another role, and can sign in."""
    address = addresses(home)
    if not address.owner:
        yield "Thiếu DATABASE_OWNER_URL.", "Đặt vai chủ để nâng cấp và phục hồi được."
        return
    try:
        with psycopg.connect(address.owner) as owner:
            name = owner.info.user
    except psycopg.Error:
        yield "Vai chủ không đăng nhập được.", "Kiểm tra DATABASE_OWNER_URL."
        return
    if name == connection.settings_dict["USER"]:
        yield "Vai ứng dụng và vai chủ là một.", "Dùng hai vai khác nhau cho hai địa chỉ."


def tables_protected() -> Iterator[Problem]:
    """The application cannot change what is only added to; every wall stands as declared."""
    for table in append_only_tables():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege(current_user, %s, 'UPDATE')"
                " OR has_table_privilege(current_user, %s, 'DELETE')",
                [table, table],
            )
            if cursor.fetchone()[0]:
                yield f"Vai ứng dụng sửa được bảng {table}.", "Chạy: sohotich migrate"
    for table in walls_lacking():
        yield f"Bảng {table} chưa có đúng lớp bảo vệ theo dòng.", "Chạy: sohotich migrate"


def reader_there() -> Iterator[Problem]:
    """The page for everybody asks as a role of its own, unless it is switched off."""
    if value("public_page.shown") != "shown":
        return
    with connection.cursor() as cursor:
        roles = "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')"
        cursor.execute(roles, [READER])
        there = cursor.fetchone()
    if there is None:
        role = connection.settings_dict["USER"]
        yield (
            f"Vai ứng dụng chưa được làm vai {READER}: trang công khai không mở.",
            f"Chạy ở cơ sở dữ liệu: CREATE ROLE {READER} NOLOGIN; GRANT {READER} TO {role};"
            " rồi chạy: sohotich migrate",
        )


def disk_roomy(home: Home) -> Iterator[Problem]:
    """Uploads are refused below this, before the database itself would stop."""
    free = shutil.disk_usage(home.path).free
    if free < number("upload.min_free_bytes"):
        yield f"Ổ đĩa chỉ còn {free // 1_000_000} MB trống.", "Dọn hoặc thêm ổ đĩa."


def campaign_set() -> Iterator[Problem]:
    """Deadlines and grants go by the campaign's clock."""
    if campaign() is None:
        yield "Chưa có đợt số hóa.", "Khai tên đợt, ngày bắt đầu, ngày kết thúc và đơn vị gốc."


def clock_plausible() -> Iterator[Problem]:
    """The machine knows the year."""
    if datetime.now(UTC).year < _EARLIEST_YEAR:
        yield "Đồng hồ của máy sai năm.", "Đặt lại đồng hồ, bật đồng bộ giờ (NTP)."


def clocks_agree() -> Iterator[Problem]:
    """Leases are given by the application's clock and stamped by the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    if abs(there - datetime.now(UTC)) > _CLOCKS_APART:
        yield "Đồng hồ máy chủ và cơ sở dữ liệu lệch nhau.", "Bật đồng bộ giờ (NTP) trên cả hai."
