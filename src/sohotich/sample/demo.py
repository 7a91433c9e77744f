"""The demonstration's home: filled once, kept as long as wanted, forgotten on request."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

from sohotich.foundation.database.connection import given
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.locks import UseLock
from sohotich.foundation.database.place import Say, forget, place_of
from sohotich.foundation.database.server import EmbeddedServer, running_pid
from sohotich.sample.kept import Kept, SignIn


@dataclass
class Demo:
    """`scale` and `seed` count when the demonstration is first filled, not when started again."""

    home: Home
    scale: float
    seed: int
    _stop: threading.Event = field(default_factory=threading.Event)
    _filling: threading.Thread | None = None

    def prepare(self, *, reset: bool, say: Say) -> None:
        """Make the home a demonstration's, or refuse a folder that holds anything else."""
        if not Kept.of(self.home).exists and self._anything_there():
            raise UserError(
                "Thư mục này đang có dữ liệu khác, không phải dữ liệu thử.",
                where=str(self.home.path),
                mend="Chọn thư mục mới bằng --home hoặc SOHOTICH_HOME.",
            )
        if reset:
            self._forget(say)
        # The mark first: a start cut off here must not look like an installation with real work.
        self.home.path.mkdir(parents=True, exist_ok=True, mode=Home.PRIVATE)
        kept = Kept.of(self.home)
        if not kept.exists:
            kept.write()
        self.home.ensure()

    def fill_first(self, say: Say) -> None:
        """Fill in what somebody looks at first; needs the database running and migrated."""
        if Kept.of(self.home).loaded:
            return
        say("Đang dựng tỉnh mẫu (người, sổ và ảnh đều do máy đặt ra)…")
        self._fill(say, essential=True)

    def fill_rest(self, say: Say) -> None:
        """Fill in the other books in the background, while people work already."""
        if not Kept.of(self.home).loaded:
            self._filling = threading.Thread(target=self._fill_rest, args=(say,), daemon=True)
            self._filling.start()

    def finish(self) -> None:
        """Have the background filling stop; it goes on with the next start."""
        self._stop.set()
        if self._filling is not None:
            self._filling.join()

    def sign_ins(self) -> list[SignIn]:
        """The accounts to try, in the order of the work."""
        return Kept.of(self.home).sign_ins

    def _fill_rest(self, say: Say) -> None:
        # A hold of our own: the database outlives the web server until the step at hand is done.
        server = None if given()[0] else EmbeddedServer(self.home)
        if server is not None:
            server.attach()
        try:
            self._fill(say, essential=False)
        except UserError as error:
            say(f"Chưa dựng xong các sổ còn lại: {error} Lần khởi động sau sẽ làm tiếp.")
        finally:
            if server is not None:
                server.detach()

    def _fill(self, say: Say, *, essential: bool) -> None:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sohotich.config.settings")
        django.setup()
        from django.db import connections

        from sohotich.sample.load import Stopped, load_campaign

        kept = Kept.of(self.home)
        before = len(kept.done)

        def tell(done: int, total: int, note: str) -> None:
            if done > before:
                say(f"  [{done}/{total}] {note}")

        try:
            loaded = load_campaign(
                kept=kept,
                scale=self.scale if kept.scale is None else kept.scale,
                seed=self.seed if kept.seed is None else kept.seed,
                progress=tell,
                essential=essential,
                stop=self._stop,
            )
        except Stopped:
            return
        finally:
            connections.close_all()
        for label, why in loaded.skipped:
            say(f"  Sổ {label} để nguyên như đang có: {why}")
        if not essential:
            say(f"Đã dựng xong tỉnh mẫu: {loaded.counts['books']} sổ.")

    def _anything_there(self) -> bool:
        return self.home.path.exists() and any(self.home.path.iterdir())

    def _forget(self, say: Say) -> None:
        if not Kept.of(self.home).exists:
            # The home was deleted by hand: what its database left elsewhere goes too.
            if not given()[0] and running_pid(place_of(self.home)) is None:
                forget(self.home)
            return
        if given()[0]:
            raise UserError(
                "Không tự xóa cơ sở dữ liệu ở máy chủ khác.",
                where="DATABASE_URL",
                mend="Xóa và tạo lại cơ sở dữ liệu đó bằng vai chủ, xóa thư mục, rồi chạy lại.",
            )
        self._stop_server()
        say(f"Đang xóa dữ liệu thử ở {self.home.path}.")
        forget(self.home)
        for path in self._own():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _own(self) -> list[Path]:
        """What the system put into the home, the mark last: a removal cut off is taken up again."""
        home = self.home
        folders = [home.pg, home.files, home.uploads, home.logs, home.tls, home.run]
        kept = Kept.of(home)
        drafts = sorted(home.path.glob("secrets-*"))
        return [*folders, *drafts, home.secrets_file, kept.lock, kept.path]

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
