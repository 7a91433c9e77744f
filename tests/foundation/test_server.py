"""The embedded server: found, shared, survived; nothing personal in its log."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import threading
from pathlib import Path

import psycopg
import pytest

from sohotich.foundation.database import place as places
from sohotich.foundation.database.connection import addresses
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import place_of
from sohotich.foundation.database.roles import ensure_embedded_roles, superuser_address
from sohotich.foundation.database.server import EmbeddedServer, running_pid

QUICK = "fsync = off\nshared_buffers = 16MB\nmax_connections = 20\n"


@pytest.fixture
def no_given_server(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path, no_given_server):
    # Long enough that the socket cannot lie in it.
    path = Home(tmp_path / ("xã " * 30).strip() / "nhà")
    yield path
    place = place_of(path)
    if running_pid(place):
        server = EmbeddedServer(path)
        server.attach()
        server.detach()
    for folder in (place.folder, place.socket):
        shutil.rmtree(folder, ignore_errors=True)


def test_one_server_for_all_who_use_it_and_none_after(home):
    servers = [EmbeddedServer(home, extra_settings=QUICK) for _ in range(3)]
    threads = [threading.Thread(target=server.attach) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    place = place_of(home)
    pid = running_pid(place)
    assert pid is not None
    assert len(os.fsencode(place.socket / ".s.PGSQL.5432")) <= 107
    threads = [threading.Thread(target=ensure_embedded_roles, args=(home,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(addresses(home).owner) as owner:
        owner.execute("CREATE TABLE nguoi (ten text PRIMARY KEY)")
        owner.execute("INSERT INTO nguoi VALUES ('Nguyen Thi Lan')")
        with pytest.raises(psycopg.errors.UniqueViolation), owner.transaction():
            owner.execute("INSERT INTO nguoi VALUES ('Nguyen Thi Lan')")
    for server in servers:
        assert running_pid(place) == pid
        server.detach()
    assert running_pid(place) is None
    assert "Lan" not in place.log.read_text()
    for folder in (place.folder, place.socket):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_role_signs_in_without_its_password(home):
    server = EmbeddedServer(home, extra_settings=QUICK)
    server.attach()
    try:
        address = superuser_address(home)
        wrong = address.replace(home.secrets()["superuser_password"], "wrong")
        with psycopg.connect(address) as known:
            (hosts,) = known.execute("SHOW listen_addresses").fetchone()
        assert hosts == ""
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(wrong)
    finally:
        server.detach()


def test_a_home_of_another_version_is_refused_with_a_way_out(home):
    server = EmbeddedServer(home, extra_settings=QUICK)
    server.attach()
    server.detach()
    (place_of(home).data / "PG_VERSION").write_text("13\n")
    with pytest.raises(UserError, match="sao lưu"):
        EmbeddedServer(home).attach()
    (place_of(home).data / "PG_VERSION").write_text("18\n")


def test_a_socket_folder_of_somebody_else_is_not_trusted(home):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    home.ensure()
    strange = place_of(home).socket
    strange.mkdir(mode=0o777)
    os.chown(strange, 65534, 65534)
    with pytest.raises(UserError, match="người dùng khác"):
        EmbeddedServer(home).attach()
    strange.rmdir()


def _make(path: str, results) -> None:
    home = Home(Path(path)).ensure()
    results.put(home.secrets()["secret_key"])


def test_two_starting_at_once_share_the_secrets(tmp_path):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    makers = [context.Process(target=_make, args=(str(tmp_path / "h"), results)) for _ in range(3)]
    for maker in makers:
        maker.start()
    assert len({results.get(timeout=30) for _ in makers}) == 1
    for maker in makers:
        maker.join()
    assert [p.name for p in (tmp_path / "h").glob("secrets*")] == ["secrets.json"]


def test_nobody_else_reads_the_home(tmp_path):
    home = Home(tmp_path / "h").ensure()
    modes = {p: stat.S_IMODE(p.stat().st_mode) for p in (home.path, *home.path.iterdir())}
    assert all(mode & 0o077 == 0 for mode in modes.values()), modes


def test_an_owner_alone_is_not_enough(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://own@host/x")
    with pytest.raises(UserError, match="DATABASE_URL"):
        addresses(Home(tmp_path))


def test_a_home_forgets_its_own_files_and_never_another_ones(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "_SYSTEM_FOLDER", tmp_path / "system")
    first, copied = Home(tmp_path / "first"), Home(tmp_path / "copied")
    outside = places._outside(first)
    for folder in (first.path, copied.path, outside):
        folder.mkdir(parents=True)
    # A home copied as it is: its link leads to the first one's files.
    for home in (first, copied):
        home.pg.symlink_to(outside)
    places.forget(copied)
    assert outside.is_dir()
    assert not copied.pg.is_symlink()
    places.forget(first)
    assert not outside.exists()
    assert not first.pg.is_symlink()


def test_what_a_deleted_home_left_elsewhere_is_forgotten_too(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "_SYSTEM_FOLDER", tmp_path / "system")
    home = Home(tmp_path / "home")
    places._outside(home).mkdir(parents=True)
    places.forget(home)
    assert not places._outside(home).exists()


def test_files_inside_the_home_are_forgotten(tmp_path):
    home = Home(tmp_path / "home")
    (home.pg / "data").mkdir(parents=True)
    places.forget(home)
    assert home.path.is_dir()
    assert not home.pg.exists()


def test_what_a_deleted_home_left_elsewhere_is_set_aside(monkeypatch, tmp_path):
    """A home made anew at the same place has other passwords; one that lost its link has not."""
    monkeypatch.setattr(places, "_SYSTEM_FOLDER", tmp_path / "system")
    monkeypatch.setattr(places, "_folder_for", places._outside)
    home = Home(tmp_path / "home")
    home.ensure()
    data = places.place_of(home).data
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("18")
    said: list[str] = []
    places.prepare(home, said.append)
    assert data.exists()
    shutil.rmtree(home.path)
    os.utime(data / "PG_VERSION", (1, 1))
    places.prepare(home, said.append)
    assert not data.exists()
    assert (data.parent.with_name(f"{data.parent.name}-cu-1") / "data" / "PG_VERSION").exists()
    assert any("-cu-1" in words for words in said)
