"""Contents are kept once and whole; uploads pass the guard or leave nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from sohotich.engines.guard import Refused
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import DiskFull, UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.files import services, store
from sohotich.foundation.files.models import Link
from sohotich.foundation.intake.services import receive
from sohotich.foundation.people.actors import service_actor

ACTOR = service_actor("installer")
OWNER = uuid4()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """A store of its own: what other tests keep does not count."""
    monkeypatch.setenv("SOHOTICH_HOME", str(tmp_path_factory.mktemp("home")))


def image(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def keep(content, **other):
    values = {"unit": "09508", "subject": "book", "subject_key": OWNER, "purpose": "scan"}
    values |= {"name": "a.jpg", "media_type": "image/jpeg", **other}
    return services.store(actor=ACTOR, source=content, **values)


def take_in(content: bytes, name: str = "a.jpg", **other):
    values = {"unit": "09508", "subject": "book", "subject_key": OWNER, "purpose": "scan", **other}
    return receive(actor=ACTOR, name=name, stream=io.BytesIO(content), **values)


@pytest.mark.parametrize("shape", ["bytes", "path", "file"])
def test_content_lies_under_its_digest(tmp_path, shape):
    content = os.urandom(3_000_000)
    path = tmp_path / "x"
    path.write_bytes(content)
    source = {"bytes": content, "path": path, "file": io.BytesIO(content)}[shape]
    blob = store.put(source, tmp_path / "store")
    assert blob.sha256 == hashlib.sha256(content).hexdigest()
    assert store.blob_path(blob.sha256, tmp_path / "store").read_bytes() == content
    assert not store.put(content, tmp_path / "store").new
    assert list((tmp_path / "store").rglob("incoming-*")) == []


def test_a_full_disk_leaves_nothing_and_says_what_to_do(tmp_path, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="đầy"):
        store.put(b"x" * 10, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_content_cut_by_a_crash_is_replaced(tmp_path):
    blob = store.put(b"whole content", tmp_path)
    path = store.blob_path(blob.sha256, tmp_path)
    path.chmod(0o600)
    path.write_bytes(b"")
    assert store.put(b"whole content", tmp_path).new
    assert path.read_bytes() == b"whole content"


def test_drafts_of_killed_processes_go(tmp_path):
    (tmp_path / "incoming-old").write_bytes(b"x")
    os.utime(tmp_path / "incoming-old", (0, 0))
    (tmp_path / "incoming-new").write_bytes(b"x")
    assert store.forget_drafts(tmp_path) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["incoming-new"]


@pytest.mark.django_db
def test_one_owner_links_a_content_once_and_another_shares_the_blob():
    first, again = keep(b"abc"), keep(b"abc", name="b.jpg")
    other = keep(b"abc", subject_key=uuid4())
    assert first == again
    assert other != first
    assert other.sha256 == first.sha256


@pytest.mark.django_db
def test_reading_is_on_record_and_a_lost_content_is_told():
    link = keep(b"to read")
    with services.open_link(actor=ACTOR, link=link, purpose="nhập liệu") as file:
        assert file.read() == b"to read"
    entry = AuditEntry.objects.filter(action="file.read").get()
    assert (entry.subject_key, entry.purpose) == (OWNER, "nhập liệu")
    store.blob_path(link.sha256).unlink()
    with pytest.raises(UserError, match="Không thấy"):
        services.open_link(actor=ACTOR, link=link, purpose="nhập liệu")


@pytest.mark.django_db
def test_an_upload_is_stored_and_its_repeat_is_told():
    received = take_in(image())
    assert received.link.media_type == "image/jpeg"
    assert (received.facts.width, received.duplicate) == (40, False)
    again = take_in(image(), name="khác.jpg")
    assert again.duplicate
    assert again.link == received.link


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("rong.jpg", b"", "rong"),
        ("cut.jpg", image()[:-40], "anh_cut"),
        ("chu.jpg", b"\x00\x01\x02 not an image", "khong_nhan_dang"),
        ("bang.csv", b"a,b\n1,2\n", "khong_dung_loai"),
    ],
)
def test_what_may_not_come_in_leaves_nothing(name, content, code):
    blobs = sorted(Home.current().files.rglob("*"))
    with pytest.raises(Refused) as refused:
        take_in(content, name=name)
    assert refused.value.code == code
    assert name in str(refused.value)
    assert not Link.objects.exists()
    assert sorted(Home.current().files.rglob("*")) == blobs
    assert list(Home.current().uploads.iterdir()) == []


@pytest.mark.django_db
def test_too_long_an_upload_is_cut_off(monkeypatch):
    from sohotich.foundation.intake import services as intake

    monkeypatch.setattr(intake, "number", lambda name: 100)
    with pytest.raises(Refused) as refused:
        take_in(image())
    assert refused.value.code == "qua_lon"


@pytest.mark.django_db
def test_no_upload_when_the_disk_is_nearly_full(monkeypatch):
    import shutil

    usage = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(DiskFull, match="sắp đầy"):
        take_in(image())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../x.jpg", "C:\\quet\\x.jpg", "ư" * 400 + "x.jpg"])
def test_a_name_leads_nowhere(name):
    received = take_in(image(), name=name)
    assert received.link.name.endswith("x.jpg")
    assert "/" not in received.link.name
    assert Path(received.link.name).name == received.link.name
