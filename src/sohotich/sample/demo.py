"""The demonstration's home: filled once, kept as long as wanted, forgotten on request.

`demo.json` in the home says that everything here is invented, and holds the sign-ins to print.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohotich.foundation.database.connection import given
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.locks import UseLock
from sohotich.foundation.database.place import Say, place_of
from sohotich.foundation.database.server import EmbeddedServer, running_pid

# Role, unit, username, password: as they are printed.
SignIn = tuple[str, str, str, str]


@dataclass(frozen=True)
class Demo:
    """`scale` and `seed` count when the demonstration is filled, not when it is started again."""

    home: Home
    scale: float
    seed: int

    @property
    def _mark(self) -> Path:
        return self.home.path / "demo.json"

    def prepare(self, *, reset: bool, say: Say) -> None:
        """Make the home a demonstration's, or refuse one that holds real work.

        What an interrupted filling left is thrown away.
        """
        if self.home.exists() and not self._mark.exists():
            raise UserError(
                "Thư mục này đang chứa dữ liệu thật, không phải dữ liệu thử.",
                where=str(self.home.path),
                mend="Chọn thư mục khác bằng --home hoặc SOHOTICH_HOME.",
            )
        half_filled = self._mark.exists() and not self._kept()["loaded"]
        if reset or half_filled:
            self._forget(say)
        self.home.ensure()
        if not self._mark.exists():
            self._keep({"loaded": False, "sign_ins": []})

    def load(self, say: Say) -> None:
        """Fill the database with the invented province, once; needs the server running."""
        if self._kept()["loaded"]:
            return
        say("Lần đầu: đang dựng tỉnh mẫu, mất một lúc…")
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sohotich.config.settings")
        django.setup()
        from django.db import connections

        from sohotich.sample.load import load_campaign

        try:
            loaded = load_campaign(scale=self.scale, seed=self.seed)
        finally:
            connections.close_all()
        self._keep({"loaded": True, "sign_ins": [list(row) for row in loaded.sign_ins]})

    def sign_ins(self) -> list[SignIn]:
        """The accounts to try, in the order of the work."""
        return [(row[0], row[1], row[2], row[3]) for row in self._kept()["sign_ins"]]

    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(self._mark.read_text(encoding="utf-8"))
        return kept

    def _keep(self, values: dict[str, Any]) -> None:
        draft = self._mark.with_suffix(".tmp")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._mark)

    def _forget(self, say: Say) -> None:
        if not self._mark.exists():
            return
        if given()[0]:
            raise UserError(
                "Không tự xóa cơ sở dữ liệu ở máy chủ khác.",
                where="DATABASE_URL",
                mend="Xóa và tạo lại cơ sở dữ liệu đó bằng vai chủ, xóa thư mục, rồi chạy lại.",
            )
        self._stop_server()
        self._keep({"loaded": False, "sign_ins": []})
        say(f"Đang xóa dữ liệu thử ở {self.home.path}.")
        shutil.rmtree(place_of(self.home).folder, ignore_errors=True)
        # The mark goes last: an interrupted removal is taken up by the next start.
        for path in sorted(self.home.path.iterdir(), key=lambda p: p == self._mark):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _stop_server(self) -> None:
        lock = UseLock(self.home.run / "serve.lock") if self.home.run.exists() else None
        try:
            if lock is not None and not lock.take_if_last():
                raise self._in_use()
            if running_pid(place_of(self.home)) is not None:
                server = EmbeddedServer(self.home)
                server.attach()
                server.detach()
            if running_pid(place_of(self.home)) is not None:
                raise self._in_use()
        finally:
            if lock is not None:
                lock.close()

    def _in_use(self) -> UserError:
        return UserError(
            "Dữ liệu thử đang được dùng.",
            where=str(self.home.path),
            mend="Dừng hệ thống đang chạy (Ctrl-C) rồi làm lại.",
        )
