"""The folder of backups: whole ones by name, contents once for all of them.

    store.json              format; whether encrypted, with salt and a check of the key
    blobs/ab/cd/<name>      contents of stored files, by SHA-256 (encrypted: by a keyed digest)
    <day>_<time>/           one backup: manifest.json, database.dump, files.gz, home.json

A backup is written in `.making-…` and renamed when it is whole: what is listed is whole. Removing
goes the same way back through `.removing-…`.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import hmac
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sohotich.foundation.administration.backup.envelope import CHUNK, Key, opened, sealed
from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.database.errors import disk_full_told

FORMAT = 1
_CHECK = "sohotich backup key"
MANIFEST, DATABASE, FILES, HOME = "manifest.json", "database.dump", "files.gz", "home.json"


@dataclass(frozen=True)
class Written:
    """A file of a backup: size and SHA-256 of its content, and its size on the disk."""

    bytes: int
    sha256: str
    stored: int


@dataclass(frozen=True)
class Backup:
    """One backup as listed. `problems`: what it lacks; good when there are none."""

    name: str
    folder: Path
    manifest: dict[str, Any]
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Store:
    """A folder of backups with its key; `key` None where it is not encrypted."""

    folder: Path
    key: Key | None

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"

    def blob(self, sha256: str) -> Path:
        """Where the content of this SHA-256 lies, or will lie."""
        name = self.key.name(sha256) if self.key else sha256
        return self.blobs / name[:2] / name[2:4] / name

    def read(self, path: Path) -> Iterator[bytes]:
        """The plain content of a file of the store."""
        try:
            file = path.open("rb")
        except FileNotFoundError as error:
            raise BackupError("Bản sao lưu thiếu tệp.", where=_short(path)) from error
        with file:
            yield from opened(file, self.key, _short(path))

    def write(self, path: Path, chunks: Iterable[bytes]) -> Written:
        """Write a file of the store whole or not at all; safe on the disk when this returns."""
        digest, size = hashlib.sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        with disk_full_told(str(self.folder)):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as out:
                    for piece in sealed(counted(), self.key):
                        out.write(piece)
                    out.flush()
                    os.fsync(out.fileno())
                part.rename(path)
            finally:
                part.unlink(missing_ok=True)
        return Written(size, digest.hexdigest(), path.stat().st_size)

    def read_all(self, path: Path) -> bytes:
        """A small file's content."""
        return b"".join(self.read(path))

    def file_list(self, backup: Backup) -> Iterator[tuple[str, int]]:
        """(SHA-256, bytes) of every stored file the backup holds."""
        for line in gzip.decompress(self.read_all(backup.folder / FILES)).decode().splitlines():
            sha256, size = line.split(" ")
            yield sha256, int(size)

    def backups(self) -> list[Backup]:
        """Every backup there is, the newest first; half ones are none. With a key: one whose
        manifest it did not seal, under this very name, is not good.
        """
        return [self.vouched(one) for one in listed(self.folder)]

    def seal(self, name: str, manifest: dict[str, Any]) -> str | None:
        """What only the key can say of a backup's manifest; None without a key."""
        return self.key.name(f"{name} {manifest_digest(manifest)}") if self.key else None

    def vouched(self, backup: Backup) -> Backup:
        """The backup, not good any more where the key did not seal its manifest."""
        wanted = self.seal(backup.name, backup.manifest) if backup.manifest else None
        if wanted is None or hmac.compare_digest(str(backup.manifest.get("seal")), wanted):
            return backup
        problem = "Bản kê không do khóa này lập, hoặc là của bản sao lưu khác."
        return replace(backup, problems=(*backup.problems, problem))


def listed(folder: Path) -> list[Backup]:
    """The backups of a store's folder, the newest first, by what can be read without a key."""
    if not (folder / "store.json").exists():
        raise _no_store(folder)
    folders = [p for p in folder.iterdir() if not p.name.startswith(".") and p.name != "blobs"]
    return sorted((_backup(p) for p in folders if p.is_dir()), key=lambda b: b.name, reverse=True)


def chosen(store: Store, name: str | None) -> Backup:
    """The backup of this name, else the newest good one; BackupError if there is none."""
    found = store.backups()
    wanted = [one for one in found if (one.name == name if name else one.good)]
    if not wanted:
        raise BackupError(
            f"Không có bản sao lưu {name}." if name else "Không có bản sao lưu lành nào.",
            where=str(store.folder),
            mend="Xem danh sách: sohotich backup list THƯ_MỤC",
        )
    return wanted[0]


def store_at(folder: Path, words: str | None, *, make: bool = False) -> Store:
    """The store in a folder, made there when `make`; `words` are those of the key file.

    BackupError: no store, a wrong key, a key where none belongs, or none where one is needed.
    """
    file = folder / "store.json"
    if not file.exists():
        if not make:
            raise _no_store(folder)
        _make(folder, file, words)
    about = json.loads(file.read_text(encoding="utf-8"))
    if about["format"] != FORMAT:
        raise BackupError(
            "Kho sao lưu do bản mới hơn lập.", where=str(folder), mend="Dùng bản sohotich mới hơn."
        )
    return Store(folder, _key(about, words, folder))


def _no_store(folder: Path) -> BackupError:
    return BackupError(
        "Thư mục này không có bản sao lưu nào.", where=str(folder), mend="Chỉ đúng thư mục."
    )


def _make(folder: Path, file: Path, words: str | None) -> None:
    with written_to(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(not path.name.startswith(".") for path in folder.iterdir()):
            raise BackupError(
                "Thư mục sao lưu đang chứa thứ khác.",
                where=str(folder),
                mend="Chọn một thư mục trống dành riêng.",
            )
        salt = os.urandom(16) if words is not None else None
        about = {
            "format": FORMAT,
            "salt": salt.hex() if salt else None,
            "check": Key.of(words, salt).name(_CHECK) if salt and words is not None else None,
        }
        draft = folder / f".store-{os.getpid()}"
        draft.write_text(json.dumps(about) + "\n", encoding="utf-8")
        # A link: of two that begin at once, the first one's salt stands.
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """A folder that takes no writing is told as what it is: another's, unmounted, read-only."""
    try:
        with disk_full_told(str(folder)):
            yield
    except OSError as error:
        raise BackupError(
            "Không ghi được vào thư mục sao lưu.",
            where=str(folder),
            mend="Kiểm tra ổ đĩa đã gắn và quyền ghi của người dùng chạy lệnh này.",
        ) from error


def _key(about: dict[str, Any], words: str | None, folder: Path) -> Key | None:
    if about["salt"] is None:
        if words is not None:
            raise BackupError(
                "Kho sao lưu này không mã hóa, không dùng khóa.",
                where=str(folder),
                mend="Bỏ khóa, hoặc chọn thư mục trống khác để lập kho mã hóa.",
            )
        return None
    if words is None:
        raise BackupError(
            "Kho sao lưu này đã mã hóa.", where=str(folder), mend="Chỉ tệp khóa bằng --key-file."
        )
    key = Key.of(words, bytes.fromhex(about["salt"]))
    if not hmac.compare_digest(key.name(_CHECK), about["check"]):
        raise BackupError("Khóa không đúng với kho sao lưu này.", where=str(folder))
    return key


@contextmanager
def writing(store: Store) -> Iterator[None]:
    """The only one who writes to the store; sweeps what a killed one left. BackupError if not."""
    with written_to(store.folder):
        handle = os.open(store.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(
                "Đang có một lượt sao lưu khác ghi vào thư mục này.",
                where=str(store.folder),
                mend="Đợi lượt đó xong rồi làm lại.",
            ) from error
        for left in (*store.folder.glob(".making-*"), *store.folder.glob(".removing-*")):
            shutil.rmtree(left)
        yield
    finally:
        os.close(handle)


def manifest_digest(manifest: dict[str, Any]) -> str:
    """SHA-256 of the manifest without its own `digest` and `seal`, keys sorted."""
    rest = {key: value for key, value in manifest.items() if key not in ("digest", "seal")}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _backup(folder: Path) -> Backup:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["digest"] != manifest_digest(manifest):
            return Backup(folder.name, folder, {}, ("Bản kê bị sửa.",))
    except (OSError, ValueError, KeyError, TypeError):
        return Backup(folder.name, folder, {}, ("Thiếu bản kê.",))
    problems = list(manifest["problems"])
    for name, written in manifest["parts"].items():
        path = folder / name
        if not path.exists() or path.stat().st_size != written["stored"]:
            problems.append(f"Tệp {name} thiếu hoặc sai cỡ.")
    return Backup(folder.name, folder, manifest, tuple(problems))


def file_chunks(path: Path) -> Iterator[bytes]:
    """A file's content piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _short(path: Path) -> str:
    return "/".join(path.parts[-2:])
