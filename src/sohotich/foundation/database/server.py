"""The embedded PostgreSQL: made once, started once, shared by every process of the installation.

`attach` starts it when nobody has; `detach` stops it when nobody else uses it. Use is a file lock,
so a process killed at any moment leaves nothing that has to be cleaned by hand.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.locks import UseLock, alone
from sohotich.foundation.database.place import Place, Say, place_of, prepare, programs

SUPERUSER = "postgres"
_START_SECONDS = 300  # replaying a long log after a crash takes time
_RETRY_SECONDS = 15.0
# Nothing personal may reach the server's log: no statements, no key values of failed constraints.
_SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '"{socket}"'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
timezone = 'UTC'
log_timezone = 'UTC'
log_min_error_statement = panic
log_error_verbosity = terse
log_line_prefix = '%m [%p] '
"""


class EmbeddedServer:
    """One process's hold on the server of a home.

    `extra_settings`: lines for the server's configuration, used when this process starts it.
    """

    def __init__(self, home: Home, *, say: Say = lambda _: None, extra_settings: str = "") -> None:
        self.home = home
        self._say = say
        self._extra = extra_settings
        self._use: UseLock | None = None

    def attach(self) -> None:
        """Hold the server, making and starting it where needed."""
        self.home.ensure()
        use = UseLock(self.home.run / "database-use.lock")
        try:
            with alone(self.home.run / "database-start.lock"):
                use.share()
                self._ensure_running(prepare(self.home, self._say))
        except BaseException:
            use.close()
            raise
        self._use = use

    def detach(self) -> None:
        """Let go; the last one stops the server."""
        if self._use is None:
            return
        with alone(self.home.run / "database-start.lock"):
            if self._use.take_if_last():
                self._stop()
            self._use.close()
        self._use = None

    def revive(self) -> None:
        """Start the server again if it died under us; cheap when it did not."""
        place = place_of(self.home)
        if running_pid(place) is not None:
            return
        with alone(self.home.run / "database-start.lock"):
            self._ensure_running(place)

    def _ensure_running(self, place: Place) -> None:
        bin_path = programs(place, self._say)
        if not place.data.exists():
            self._make(place, bin_path)
        self._check_version(place, bin_path)
        if running_pid(place) is None:
            with suppress(FileNotFoundError):
                # A stale file whose number now belongs to another program would block the start.
                (place.data / "postmaster.pid").unlink()
            self._start(place, bin_path)

    def _make(self, place: Place, bin_path: Path) -> None:
        draft = place.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        place.own(draft)
        password = place.folder / "password.tmp"
        password.touch(mode=0o600)
        password.write_text(self.home.secrets()["superuser_password"], encoding="utf-8")
        place.own(password)
        try:
            command = [str(bin_path / "initdb"), "-D", str(draft), "-U", SUPERUSER]
            command += ["--pwfile", str(password), "--auth=scram-sha-256", "--encoding=UTF8"]
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            command += ["--no-instructions", "--no-sync"]
            done = _run(command, place)
        finally:
            password.unlink()
        if done.returncode != 0:
            raise UserError(
                f"Không tạo được cơ sở dữ liệu: {_last_line(done.stdout)}",
                where=str(place.folder),
                mend="Kiểm tra chỗ trống và quyền ghi của ổ đĩa rồi chạy lại.",
            )
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write("\ninclude 'sohotich.conf'\n")
        draft.rename(place.data)

    def _check_version(self, place: Place, bin_path: Path) -> None:
        stored = (place.data / "PG_VERSION").read_text(encoding="ascii").strip()
        shipped = _run([str(bin_path / "postgres"), "--version"], place).stdout.split()[-1]
        if stored != shipped.split(".")[0]:
            raise UserError(
                f"Cơ sở dữ liệu thuộc PostgreSQL {stored}, chương trình này chạy {shipped}.",
                where=str(place.data),
                mend="Dùng đúng bản sohotich cũ để sao lưu, rồi phục hồi bằng bản mới.",
            )

    def _start(self, place: Place, bin_path: Path) -> None:
        conf = place.data / "sohotich.conf"
        conf.write_text(_SETTINGS.format(socket=place.socket) + self._extra, encoding="utf-8")
        place.own(conf)
        command = [str(bin_path / "pg_ctl"), "start", "-w", "-s", "-t", str(_START_SECONDS)]
        command += ["-D", str(place.data), "-l", str(place.log)]
        deadline = time.monotonic() + _RETRY_SECONDS
        # Children of a killed server hold its shared memory until they notice its death.
        while _run(command, place).returncode != 0:
            if time.monotonic() > deadline:
                raise UserError(
                    f"PostgreSQL không khởi động được: {_log_tail(place)}",
                    where=str(place.log),
                    mend="Xem tệp nhật ký nêu trên.",
                )
            time.sleep(0.5)

    def _stop(self) -> None:
        place = place_of(self.home)
        if running_pid(place) is None:
            return
        command = [str(programs(place) / "pg_ctl"), "stop", "-w", "-s", "-m", "fast", "-t", "60"]
        _run([*command, "-D", str(place.data)], place)


def running_pid(place: Place) -> int | None:
    """The process of this place's server; None when it is down, whatever a stale file says."""
    try:
        first = (place.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0]
        pid = int(first)
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    ours = words[0].endswith(b"postgres") and str(place.data).encode() in words
    return pid if ours else None


def _run(command: list[str], place: Place) -> subprocess.CompletedProcess[str]:
    # Output to a file: a started server inherits it, and a pipe would never close.
    log = subprocess.PIPE if command[0].endswith(("initdb", "postgres")) else subprocess.DEVNULL
    return subprocess.run(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        user=place.user,
        group=place.user,
        extra_groups=[] if place.user else None,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
    )


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _log_tail(place: Place) -> str:
    try:
        return _last_line(place.log.read_text(encoding="utf-8", errors="replace")[-4000:])
    except OSError:
        return ""
