"""Starting the whole system: database, migrations, web server, worker; and stopping it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sohotich.config.authority import Certificate, ensure_certificate, local_names
from sohotich.config.soundness import ensure_given_database, ensure_variables
from sohotich.config.supervisor import children, supervise
from sohotich.foundation.database.connection import addresses, given
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.locks import UseLock
from sohotich.foundation.database.place import Say
from sohotich.foundation.database.roles import ensure_embedded_roles
from sohotich.foundation.database.server import EmbeddedServer

_ANSWER_SECONDS = 120.0


@dataclass(frozen=True)
class Served:
    """How the system is reached. `tls`: the environment of HTTPS; `root`: our own authority."""

    host: str
    port: int
    names: list[str] = field(default_factory=list)
    tls: dict[str, str] = field(default_factory=dict)
    root: Certificate | None = None

    @property
    def address(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{self.host}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        bind = "0.0.0.0" if self.tls else "127.0.0.1"  # noqa: S104
        names = {"SOHOTICH_BIND": f"{bind}:{self.port}", "SOHOTICH_HOSTS": " ".join(self.names)}
        return {**names, **self.tls}


def local(port: int) -> Served:
    """On this machine only, without encryption; SOHOTICH_HOSTS are the names a proxy passes on."""
    return Served("127.0.0.1", port, os.environ.get("SOHOTICH_HOSTS", "").split())


def on_network(home: Home, port: int) -> Served:
    """On the office network over HTTPS: by SOHOTICH_TLS_CERT and SOHOTICH_TLS_KEY, or our own."""
    names = local_names()
    host = next((n for n in names if _is_lan_address(n)), socket.gethostname())
    given_pair = [os.environ.get(f"SOHOTICH_TLS_{part}", "") for part in ("CERT", "KEY")]
    root = None
    if all(given_pair):
        missing = [path for path in given_pair if not Path(path).is_file()]
        if missing:
            raise UserError(
                "Không đọc được tệp chứng thư.",
                where=missing[0],
                mend="Kiểm tra SOHOTICH_TLS_CERT và SOHOTICH_TLS_KEY.",
            )
        certificate, key = given_pair
    elif any(given_pair):
        raise UserError("Cần cả hai: SOHOTICH_TLS_CERT và SOHOTICH_TLS_KEY.")
    else:
        root = ensure_certificate(home.tls, names)
        certificate, key = str(root.certificate), str(root.key)
    tls = {"SOHOTICH_TLS": "1", "SOHOTICH_TLS_CERT": certificate, "SOHOTICH_TLS_KEY": key}
    return Served(host, port, names, tls, root)


def _is_lan_address(name: str) -> bool:
    return name.count(".") == 3 and name.replace(".", "").isdigit() and not name.startswith("127.")


def serve(
    home: Home,
    served: Served,
    *,
    say: Say,
    when_migrated: Callable[[], None] = lambda: None,
    when_ready: Callable[[], None],
) -> None:
    """Run the system until it is told to stop.

    `when_migrated` runs before anybody is let in, `when_ready` when the system answers.
    """
    home.ensure()
    home.use()
    ensure_variables()
    only = _only_one(home)
    _ensure_port_free(served)
    server = None if given()[0] else EmbeddedServer(home, say=say)
    try:
        if server is None:
            ensure_given_database(*given())
        if server is not None:
            server.attach()
            ensure_embedded_roles(home)
        _migrate(home)
        when_migrated()
        threading.Thread(target=_announce, args=(served, when_ready, say), daemon=True).start()
        look = server.revive if server is not None else lambda: None
        supervise(children(), served.environment, say, look)
    finally:
        if server is not None:
            server.detach()
        only.close()


def _only_one(home: Home) -> UseLock:
    lock = UseLock(home.run / "serve.lock")
    if not lock.take_if_last():
        lock.close()
        raise UserError(
            "Hệ thống của thư mục dữ liệu này đang chạy.",
            where=str(home.path),
            mend="Dùng địa chỉ đang chạy, hoặc dừng nó trước.",
        )
    return lock


def _ensure_port_free(served: Served) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if not served.tls else "", served.port))
        except OSError as error:
            raise UserError(
                f"Cổng {served.port} đang được chương trình khác dùng.",
                mend=f"Chọn cổng khác, ví dụ --port {served.port + 1}.",
            ) from error


def _migrate(home: Home) -> None:
    """In a process of its own: only that process knows the owner's password."""
    if not addresses(home).owner:
        return
    command = [sys.executable, "-m", "sohotich", "migrate", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise UserError(
            f"Không nâng cấp được cơ sở dữ liệu: {done.stderr.strip()[-2000:]}",
            mend="Xem nhật ký trong thư mục logs.",
        )


def _announce(served: Served, when_ready: Callable[[], None], say: Say) -> None:
    until = time.monotonic() + _ANSWER_SECONDS
    while time.monotonic() < until:
        if _answers(served):
            when_ready()
            return
        time.sleep(0.1)
    say("Hệ thống chưa trả lời. Xem nhật ký trong thư mục logs.")


def _answers(served: Served) -> bool:
    if served.tls:
        # Its certificate names the machine, and is checked by those who use it.
        try:
            socket.create_connection(("127.0.0.1", served.port), timeout=1).close()
        except OSError:
            return False
        return True
    try:
        with urllib.request.urlopen(f"{served.address}/health/", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False
