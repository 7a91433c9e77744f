"""Which folder becomes a demonstration's home, and what is forgotten of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.locks import UseLock
from sohotich.sample.demo import Demo
from sohotich.sample.kept import Kept, SignIn

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="about the embedded server"
)


def demo(path: Path) -> Demo:
    return Demo(Home(path), scale=1.0, seed=1)


def prepare(path: Path, *, reset: bool = False) -> list[str]:
    said: list[str] = []
    demo(path).prepare(reset=reset, say=said.append)
    return said


def test_what_is_kept_comes_back_and_is_private(tmp_path: Path) -> None:
    kept = Kept.of(Home(tmp_path))
    assert not kept.exists
    kept.begin(seed=3, scale=0.5)
    kept.add_sign_in(SignIn("Người quét", "Xã An Tập", "antap.quet", "one"))
    kept.add_sign_in(SignIn("Quản trị", "Tỉnh Bắc Ninh", "quantri", "two"))
    kept.add_sign_in(SignIn("Người quét", "Xã An Tập", "antap.quet", "three"))
    kept.sort_sign_ins(["antap.quet", "quantri"])
    kept.book_done("09508/KS.1998.01")
    kept.book_done("09508/KS.1998.01")
    again = Kept.of(Home(tmp_path))
    assert (again.seed, again.scale, again.loaded) == (3, 0.5, False)
    assert again.done == ["09508/KS.1998.01"]
    assert [(s.username, s.password) for s in again.sign_ins] == [
        ("antap.quet", "three"),
        ("quantri", "two"),
    ]
    assert again.password_of("antap.quet") == "three"
    assert again.password_of("nobody") is None
    assert again.path.stat().st_mode & 0o777 == 0o600
    again.finish()
    kept.read()
    assert kept.loaded


def test_a_new_or_an_empty_folder_becomes_a_demonstration(tmp_path: Path) -> None:
    prepare(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    prepare(tmp_path / "empty")
    for name in ("new", "empty"):
        assert Kept.of(Home(tmp_path / name)).exists
        assert Home(tmp_path / name).exists()


@pytest.mark.parametrize("reset", [False, True])
def test_real_work_and_strange_folders_are_left_alone(tmp_path: Path, reset: bool) -> None:
    real = Home(tmp_path / "real").ensure()
    strange = tmp_path / "documents"
    strange.mkdir()
    (strange / "letter.txt").write_text("thư", encoding="utf-8")
    for path in (real.path, strange):
        before = sorted(path.iterdir())
        with pytest.raises(UserError, match="không phải dữ liệu thử"):
            prepare(path, reset=reset)
        assert sorted(path.iterdir()) == before


def test_reset_forgets_what_the_system_put_there_and_nothing_else(tmp_path: Path) -> None:
    home = Home(tmp_path)
    prepare(tmp_path)
    secret = home.secrets_file.read_text(encoding="utf-8")
    (home.files / "blob").write_bytes(b"1")
    Kept.of(home).begin(seed=1, scale=1.0)
    (tmp_path / "letter.txt").write_text("thư", encoding="utf-8")
    assert prepare(tmp_path) == []
    assert (home.files / "blob").exists()
    assert str(tmp_path) in prepare(tmp_path, reset=True)[0]
    assert not (home.files / "blob").exists()
    assert home.secrets_file.read_text(encoding="utf-8") != secret
    assert Kept.of(home).seed is None
    assert (tmp_path / "letter.txt").exists()


def test_reset_refuses_while_the_system_runs(tmp_path: Path) -> None:
    prepare(tmp_path)
    serving = UseLock(Home(tmp_path).run / "serve.lock")
    assert serving.take_if_last()
    try:
        with pytest.raises(UserError, match="đang được dùng"):
            prepare(tmp_path, reset=True)
    finally:
        serving.close()
    assert Kept.of(Home(tmp_path)).exists
