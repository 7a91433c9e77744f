"""The database's side: one consistent snapshot out, one transaction in.

The dump is PostgreSQL's own (pg_dump, custom format) by a role that sees every row: row-level
security is off in the session, so that a role it applies to fails instead of dumping what it sees.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from sohotich.foundation.administration.backup.envelope import CHUNK
from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.database.connection import DATABASE, addresses, superuser_address
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import shipped_programs

Sums = dict[str, tuple[int, str]]
"""Table → number of rows, and the sum over them of the first 64 bits of each one's SHA-256."""

Rows = psycopg.Connection[tuple[Any, ...]]
# What a row looks like as text must not depend on the server's settings.
_PLAIN = (
    "SET row_security = off",
    "SET DateStyle = ISO",
    "SET IntervalStyle = postgres",
    "SET TimeZone = 'UTC'",
    "SET extra_float_digits = 1",
    "SET bytea_output = hex",
)
_SUM = sql.SQL(
    "SELECT count(*), coalesce(sum(('x' || left(encode(sha256(convert_to(whole_row::text, 'UTF8')),"
    " 'hex'), 16))::bit(64)::bigint::numeric), 0)::text FROM public.{} AS whole_row"
)
_KNOWS_TIMEOUT = 170000
_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "options": "PGOPTIONS",
}


@dataclass(frozen=True)
class Snapshot:
    """A moment of the database that stays as it is while the connection is open."""

    connection: Rows
    name: str
    address: str


def backup_address(home: Home) -> str:
    """The address of a role that sees every row.

    DATABASE_BACKUP_URL, else the embedded server's superuser, else DATABASE_OWNER_URL.
    """
    given = os.environ.get("DATABASE_BACKUP_URL", "")
    if given:
        return given
    found = addresses(home)
    if found.embedded:
        return superuser_address(home, DATABASE)
    if not found.owner:
        raise BackupError(
            "Thiếu địa chỉ của vai được đọc mọi dòng.",
            mend="Đặt DATABASE_BACKUP_URL hoặc DATABASE_OWNER_URL.",
        )
    return found.owner


@contextmanager
def snapshot(address: str) -> Iterator[Snapshot]:
    """Hold one moment of the database. BackupError when the role does not see every row."""
    with psycopg.connect(address) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        for setting in _PLAIN:
            connection.execute(setting)
        _ensure_sees_all(connection)
        (name,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        yield Snapshot(connection, str(name), address)


def _ensure_sees_all(connection: Rows) -> None:
    hidden = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind = 'r' AND row_security_active(oid) ORDER BY 1"
    ).fetchall()
    unreadable = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'S') AND NOT CASE relkind WHEN 'r'"
        " THEN has_table_privilege(oid, 'SELECT') ELSE has_sequence_privilege(oid, 'SELECT') END"
    ).fetchall()
    if hidden or unreadable:
        table = (hidden or unreadable)[0][0]
        raise BackupError(
            "Vai sao lưu không thấy hết mọi dòng, nên không sao lưu.",
            where=f"bảng {table}",
            mend="Dùng vai có BYPASSRLS và pg_read_all_data trong DATABASE_BACKUP_URL.",
        )


def tables(connection: Rows) -> list[str]:
    """Every table of the schema, by name."""
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind = 'r' ORDER BY relname COLLATE \"C\""
    )
    return [row[0] for row in rows]


def table_sum(connection: Rows, table: str) -> tuple[int, str]:
    """Rows and sum of one table; equal where the rows are equal, in any order."""
    row = connection.execute(_SUM.format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0]), str(row[1])


def dumped(of: Snapshot) -> Iterator[bytes]:
    """The database at that moment, in pg_dump's custom format."""
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-acl", "--schema=public"]
    command += ["--compress=gzip:4", "--lock-wait-timeout=60000", f"--snapshot={of.name}"]
    yield from _output(command, of.address, "Không sao lưu được cơ sở dữ liệu")


def restored(dump: Path, address: str, sums: Sums, *, replace: bool) -> None:
    """Load a dump in one transaction; every table is compared with its sum before it ends.

    `replace` empties the database first, in the same transaction. On any error the database is as
    it was.
    """
    with psycopg.connect(address) as connection:
        newest = connection.info.server_version
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"]
    with tempfile.TemporaryFile() as said:
        process = _started(
            command, address, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        assert process.stdin is not None
        broken = False
        try:
            for chunk in _script(dump, sums, replace=replace, server=newest):
                process.stdin.write(chunk)
            process.stdin.close()
        except BrokenPipeError:
            broken = True
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait() != 0 or broken:
            raise _failed("Không phục hồi được cơ sở dữ liệu, dữ liệu cũ giữ nguyên", said)


def _script(dump: Path, sums: Sums, *, replace: bool, server: int) -> Iterator[bytes]:
    # Not psql's --single-transaction: killed, we would end its input early, and it would commit.
    yield b"BEGIN;\nSET client_min_messages = warning; SET lock_timeout = '60s';\n"
    # The dump names its schema itself.
    yield b"DROP SCHEMA public CASCADE;\n" if replace else b"DROP SCHEMA public;\n"
    yield from _section(dump, "pre-data", server)
    yield from _section(dump, "data", server)
    # Before row-level security is switched on, so that the owner still sees every row.
    yield "".join(f"{setting};\n" for setting in _PLAIN).encode()
    for table, (rows, total) in sums.items():
        yield _compare(table, rows, total)
    yield from _section(dump, "post-data", server)
    yield b"COMMIT;\n"


def _section(dump: Path, section: str, server: int) -> Iterator[bytes]:
    command = ["pg_restore", "--no-owner", "--no-acl", f"--section={section}", "-f", "-", str(dump)]
    chunks = _output(command, "", "Tệp sao lưu của cơ sở dữ liệu không đọc được")
    # Servers before 17 do not know this setting of the preamble, which fits the first chunk.
    unknown = b"SET transaction_timeout = 0;\n" if server < _KNOWS_TIMEOUT else b""
    for first, chunk in enumerate(chunks):
        yield chunk.replace(unknown, b"", 1) if unknown and not first else chunk


def _output(command: list[str], address: str, what: str) -> Iterator[bytes]:
    """What a program writes, piece by piece; BackupError when it ends badly."""
    with tempfile.TemporaryFile() as said:
        process = _started(command, address, stdout=subprocess.PIPE, stderr=said)
        assert process.stdout is not None
        try:
            while chunk := process.stdout.read(CHUNK):
                yield chunk
        except BaseException:
            process.kill()
            raise
        finally:
            process.stdout.close()
            code = process.wait()
        if code != 0:
            raise _failed(what, said)


def _compare(table: str, rows: int, total: str) -> bytes:
    check = sql.SQL(
        "DO $check$ BEGIN IF NOT EXISTS (SELECT FROM ({}) AS found(rows, total)"
        " WHERE rows = {} AND total = {})"
        " THEN RAISE EXCEPTION 'table % differs', {}; END IF; END $check$;\n"
    ).format(
        _SUM.format(sql.Identifier(table)),
        sql.Literal(rows),
        sql.Literal(total),
        sql.Literal(table),
    )
    return check.as_bytes(None)


def _started(command: list[str], address: str, **pipes: Any) -> subprocess.Popen[bytes]:
    known = conninfo_to_dict(address) if address else {}
    # By the environment: other people of the machine see a command's arguments.
    named = {_ENVIRONMENT[k]: str(v) for k, v in known.items() if k in _ENVIRONMENT and v}
    path = str(shipped_programs() / command[0])
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", **named}
    return subprocess.Popen([path, *command[1:]], env=environment, **pipes)  # noqa: S603


def _failed(what: str, said: Any) -> BackupError:
    said.seek(0)
    lines = [line for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    # The server's detail lines may hold values of rows: only the first line is shown.
    return BackupError(f"{what}: {lines[0] if lines else 'không rõ lỗi'}.")
