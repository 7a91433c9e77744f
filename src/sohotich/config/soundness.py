"""What must hold before anybody is let in: surroundings that would lower the walls are refused.

Knows no Django. `sohotich check` tells of a running system; this keeps one from running.
"""

from __future__ import annotations

import os

import psycopg

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.roles import role_of

_ROLE = (
    "SELECT rolsuper OR rolbypassrls OR rolcreaterole, current_setting('server_encoding')"
    " FROM pg_roles WHERE rolname = current_user"
)


def ensure_variables() -> None:
    """UserError for variables that open the system to any name, or that nothing can read."""
    if "*" in os.environ.get("SOHOTICH_HOSTS", "").split():
        raise UserError(
            "Dấu * cho mọi tên miền vào hệ thống.",
            where="SOHOTICH_HOSTS",
            mend="Ghi rõ từng tên, cách nhau bằng dấu cách.",
        )
    proxies = os.environ.get("SOHOTICH_PROXIES", "0")
    if not (proxies.isascii() and proxies.isdecimal()):
        raise UserError(
            f"“{proxies}” không phải là số.",
            where="SOHOTICH_PROXIES",
            mend="Ghi số máy trung gian đứng trước hệ thống, ví dụ 1.",
        )


def ensure_given_database(application: str, owner: str) -> None:
    """UserError when a given database does not answer, does not store Vietnamese, or when the
    application's role could pass by row-level security. `owner` may be empty.
    """
    strong, encoding = _asked(application, "DATABASE_URL")
    if owner:
        _asked(owner, "DATABASE_OWNER_URL")
    if encoding != "UTF8":
        raise UserError(
            f"Cơ sở dữ liệu dùng bảng mã {encoding}, không giữ đúng chữ Việt.",
            where="DATABASE_URL",
            mend="Tạo lại: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
        )
    if strong or role_of(application) == role_of(owner):
        raise UserError(
            "Vai ứng dụng có quá nhiều quyền, hoặc là chính vai chủ: người dùng sẽ thấy dữ liệu"
            " ngoài quyền của mình.",
            where="DATABASE_URL",
            mend="Dùng một vai riêng, không SUPERUSER, BYPASSRLS, CREATEROLE.",
        )


def _asked(address: str, variable: str) -> tuple[bool, str]:
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            row = connection.execute(_ROLE).fetchone()
    except psycopg.ProgrammingError as error:
        # Its words repeat the address, password and all.
        raise UserError(
            "Không đọc được địa chỉ cơ sở dữ liệu.",
            where=variable,
            mend="Ghi dạng postgresql://vai:mật-khẩu@máy:5432/tên.",
        ) from error
    except psycopg.Error as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise UserError(
            f"Không vào được cơ sở dữ liệu ({lines[-1]}).",
            where=variable,
            mend="Kiểm tra địa chỉ, mật khẩu và máy chủ PostgreSQL.",
        ) from error
    assert row is not None
    return bool(row[0]), str(row[1])
