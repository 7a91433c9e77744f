"""The demonstration: filled once, kept, forgotten on request, never over real work."""

from __future__ import annotations

import os
import sys
from types import ModuleType, SimpleNamespace

import pytest

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.sample.demo import Demo

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="about the embedded server"
)
ROW = ("Người quét", "Xã An Tập", "quet.antap", "abcd-efgh-jkmn-2345")


@pytest.fixture
def filled(monkeypatch):
    """Counts fillings; each may be told to fail."""
    calls = SimpleNamespace(count=0, error=None)
    module = ModuleType("sohotich.sample.load")

    def load_campaign(*, scale, seed):
        calls.count += 1
        if calls.error:
            raise calls.error
        return SimpleNamespace(sign_ins=[ROW])

    module.load_campaign = load_campaign
    monkeypatch.setitem(sys.modules, "sohotich.sample.load", module)
    return calls


def start(home: Home, *, reset: bool = False) -> Demo:
    demo = Demo(home, scale=0.1, seed=1)
    demo.prepare(reset=reset, say=lambda _: None)
    demo.load(lambda _: None)
    return demo


def test_it_is_filled_once_and_kept(tmp_path, filled):
    home = Home(tmp_path / "h")
    assert start(home).sign_ins() == [ROW]
    (home.files / "page").write_text("x")
    assert start(home).sign_ins() == [ROW]
    assert filled.count == 1
    assert (home.files / "page").exists()
    assert (home.path / "demo.json").stat().st_mode & 0o077 == 0


def test_reset_starts_over_with_new_secrets(tmp_path, filled):
    home = Home(tmp_path / "h")
    start(home)
    secret = home.secrets()["secret_key"]
    (home.files / "page").write_text("x")
    start(home, reset=True)
    assert filled.count == 2
    assert not (home.files / "page").exists()
    assert home.secrets()["secret_key"] != secret


def test_a_half_filled_demonstration_is_filled_anew(tmp_path, filled):
    home = Home(tmp_path / "h")
    filled.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        start(home)
    (home.files / "half").write_text("x")
    filled.error = None
    start(home)
    assert not (home.files / "half").exists()


@pytest.mark.parametrize("reset", [False, True])
def test_real_work_is_never_touched(tmp_path, filled, reset):
    home = Home(tmp_path / "h").ensure()
    with pytest.raises(UserError, match="thật"):
        start(home, reset=reset)
    assert home.exists()
    assert filled.count == 0
