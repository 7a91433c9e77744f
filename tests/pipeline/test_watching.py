"""A scanner's folder: a file still growing waits, a taken one lies aside, nothing is lost."""

from __future__ import annotations

import os

import pytest

from sohotich.engines.guard import Refused
from sohotich.pipeline.scanning.receive import FileReceived
from sohotich.pipeline.scanning.watching import Watch


@pytest.fixture
def at(tmp_path):
    """`at(seconds)`: one look at that moment; `.taken` what came in."""

    class Looks:
        moment, taken = 0.0, []

        def __call__(self, seconds: float):
            self.moment = seconds
            return watch.look(self.take)

        def take(self, name, path):
            if path.read_bytes() == b"bad":
                raise Refused("khong_dung_loai", "đây không phải ảnh", name)
            self.taken.append(name)
            return FileReceived(name, 1)

    looks = Looks()
    looks.taken = []
    watch = Watch(tmp_path, rest_seconds=2, clock=lambda: looks.moment)
    looks.watch = watch
    return looks


def under(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_taken_once_it_rests(at, tmp_path) -> None:
    file = tmp_path / "trang 1.jpg"
    file.write_bytes(b"half")
    at(0)
    file.write_bytes(b"half and more")
    at(2)
    assert (at.taken, at.watch.growing) == ([], True)
    at(3.9)
    assert at.taken == []
    at(4)
    assert (at.taken, at.watch.growing) == (["trang 1.jpg"], False)
    assert under(tmp_path) == ["da-nhan/trang 1.jpg"]
    at(9)
    assert at.taken == ["trang 1.jpg"], "what lies aside is not looked at"


def test_an_empty_file_is_one_that_still_grows(at, tmp_path) -> None:
    (tmp_path / "a.jpg").touch()
    at(0)
    at(50)
    assert at.taken == []


def test_what_is_refused_lies_beside_its_reason(at, tmp_path) -> None:
    (tmp_path / "b.jpg").write_bytes(b"bad")
    at(0)
    received, refused = at(5)
    assert (received, [file.name for file in refused]) == ([], ["b.jpg"])
    assert under(tmp_path) == ["khong-nhan/b.jpg", "khong-nhan/b.jpg.txt"]
    assert "không phải ảnh" in (tmp_path / "khong-nhan/b.jpg.txt").read_text("utf-8")


def test_the_same_name_again_overwrites_nothing(at, tmp_path) -> None:
    for content in (b"one", b"two"):
        (tmp_path / "a.jpg").write_bytes(content)
        at(at.moment + 10)
        at(at.moment + 10)
    assert under(tmp_path) == ["da-nhan/a (2).jpg", "da-nhan/a.jpg"]
    assert (tmp_path / "da-nhan/a (2).jpg").read_bytes() == b"two"


def test_killed_before_the_move_it_is_found_again(at, tmp_path, monkeypatch) -> None:
    (tmp_path / "a.jpg").write_bytes(b"one")
    at(0)

    def killed(*args) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sohotich.pipeline.scanning.watching._move", killed)
        with pytest.raises(KeyboardInterrupt):
            at(5)
    at(10)
    assert at.taken == ["a.jpg", "a.jpg"]
    assert under(tmp_path) == ["da-nhan/a.jpg"]


def test_files_come_as_people_count(at, tmp_path) -> None:
    for number in (10, 9, 1):
        (tmp_path / f"trang {number}.jpg").write_bytes(b"x")
        os.utime(tmp_path / f"trang {number}.jpg", (number, number))
    at(0)
    at(5)
    assert at.taken == ["trang 1.jpg", "trang 9.jpg", "trang 10.jpg"]
