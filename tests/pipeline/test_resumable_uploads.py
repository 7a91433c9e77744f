"""Files that come in parts: cut anywhere, gone on with, taken in once; nobody else's."""

from __future__ import annotations

import base64
import json

import pytest
from django.http import UnreadablePostError
from django.urls import reverse

from sohotich.foundation.database.errors import DiskFull
from sohotich.foundation.database.home import Home
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.intake import resumable
from sohotich.foundation.people.models import User
from sohotich.register.images.models import Page
from tests.pipeline.drawing import draw_page

pytestmark = pytest.mark.django_db

PART = "application/offset+octet-stream"


@pytest.fixture
def image(tmp_path) -> bytes:
    return draw_page(tmp_path / "a.jpg", seed=1, entries=1).read_bytes()


class Sender:
    """What a browser would say, header by header."""

    def __init__(self, client, book, actor) -> None:
        self.client, self.book = client, book
        client.force_login(User.objects.get(key=actor.key))

    def begin(self, length: int, name: str = "trang một.jpg"):
        named = base64.b64encode(name.encode()).decode()
        return self.client.post(
            reverse("scanning:uploads", args=[self.book.key]) + "?dot=mot",
            headers={"Upload-Length": str(length), "Upload-Metadata": f"filename {named}"},
        )

    def patch(self, address: str, content: bytes, offset: int, kind: str = PART):
        headers = {"Upload-Offset": str(offset)}
        return self.client.patch(address, content, content_type=kind, headers=headers)

    def offset(self, address: str) -> int:
        return int(self.client.head(address)["Upload-Offset"])


@pytest.fixture
def sender(client, team, make_book) -> Sender:
    return Sender(client, make_book(3), team.scanner)


def folders() -> list[str]:
    return [path.name for path in Home.current().uploads.glob(f"{resumable.PREFIX}*")]


@pytest.fixture(autouse=True)
def own_uploads(tmp_path, monkeypatch):
    """Tests that run beside these share the home, but not this folder."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setattr(Home, "uploads", property(lambda home: folder))


@pytest.mark.parametrize("cuts", [[], [1], [7, 500], [100, 200, 300]])
def test_cut_anywhere_it_goes_on_and_is_taken_in_once(sender, image, cuts) -> None:
    address = sender.begin(len(image))["Location"]
    for start, end in zip([0, *cuts], [*cuts, len(image)], strict=True):
        assert sender.offset(address) == start
        answer = sender.patch(address, image[start:end], start)
        assert answer.status_code == 204
    assert sender.offset(address) == len(image)
    receipt = sender.client.get(address).json()
    assert receipt == {"pages": 1, "duplicate": False, "message": "đã nhận"}
    (page,) = Page.objects.filter(book=sender.book)
    assert (page.name, page.batch) == ("trang một.jpg", "mot")
    assert blob_path(page.sha256).read_bytes() == image, "byte for byte"


def test_the_answer_that_got_lost_is_asked_for_again(sender, image) -> None:
    address = sender.begin(len(image))["Location"]
    sender.patch(address, image, 0)
    # A sender who heard nothing asks where to go on: nowhere, and the receipt is still there.
    assert sender.offset(address) == len(image)
    assert sender.patch(address, b"x", len(image)).status_code == 204
    assert sender.client.get(address).json()["pages"] == 1
    assert Page.objects.count() == 1


def test_killed_between_the_last_byte_and_the_taking_in(sender, image, monkeypatch) -> None:
    address = sender.begin(len(image))["Location"]

    def killed(*args) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(resumable, "_take_in", killed)
        with pytest.raises(KeyboardInterrupt):
            sender.patch(address, image, 0)
    assert Page.objects.count() == 0
    assert sender.offset(address) == len(image) - 1, "one byte counts as missing until then"
    assert sender.client.get(address).status_code == 409
    assert sender.patch(address, image[-1:], len(image) - 1).status_code == 204
    assert Page.objects.count() == 1


def test_killed_after_the_taking_in_and_before_the_receipt(sender, image, monkeypatch) -> None:
    address = sender.begin(len(image))["Location"]
    written = resumable._write

    def killed(path, content) -> None:
        if path.name == "receipt.json":
            raise KeyboardInterrupt
        written(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(resumable, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            sender.patch(address, image, 0)
    assert sender.patch(address, image[-1:], sender.offset(address)).status_code == 204
    assert sender.client.get(address).json()["duplicate"] is True
    assert (Page.objects.count(), Link.objects.filter(purpose="original").count()) == (1, 1)


def test_what_came_before_a_cut_line_stays(sender, image, team) -> None:
    address = sender.begin(len(image))["Location"]

    class CutLine:
        given = False

        def read(self, size: int) -> bytes:
            if self.given:
                raise UnreadablePostError("connection reset")
            self.given = True
            return image[:300]

    key = address.split("/")[-2]
    upload = resumable.append(
        actor=team.scanner,
        key=resumable.UUID(key),
        subject=f"book:{sender.book.key}",
        offset=0,
        stream=CutLine(),
        take=lambda name, stream: {},
    )
    assert upload.offset == 300 == sender.offset(address)


def test_two_connections_at_one_upload(sender, image, monkeypatch) -> None:
    address = sender.begin(len(image))["Location"]
    statuses = []

    def between(stream):
        # Halfway through the first part another connection tries the same.
        yield image[:10]
        statuses.append(sender.patch(address, image, 0).status_code)

    parts = resumable._parts
    turn = iter([between, parts])
    monkeypatch.setattr(resumable, "_parts", lambda stream: next(turn, parts)(stream))
    assert sender.patch(address, b"x", 0)["Upload-Offset"] == "10"
    assert statuses == [409]


@pytest.mark.parametrize(
    ("length", "content", "offset", "kind", "status"),
    [
        (10, b"x" * 11, 0, PART, 400),  # more than promised
        (10, b"x", 5, PART, 409),  # not where it stands
        (10, b"x", 0, "text/plain", 400),
    ],
)
def test_parts_that_do_not_fit(sender, length, content, offset, kind, status) -> None:
    address = sender.begin(length)["Location"]
    answer = sender.patch(address, content, offset, kind)
    assert answer.status_code == status, answer.content
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("length", ["0", "-1", "x", "", "9" * 15, "9" * 30])
def test_promises_that_are_none(sender, length) -> None:
    answer = sender.begin(length)
    assert answer.status_code == 400
    assert folders() == []


def test_a_file_that_is_refused_leaves_nothing(sender) -> None:
    content = b"MZ no image at all"
    address = sender.begin(len(content), "la.jpg")["Location"]
    answer = sender.patch(address, content, 0)
    assert answer.status_code == 400
    assert "Không phải ảnh hay PDF" in answer.json()["error"]["message"]
    assert sender.client.head(address).status_code == 404
    assert folders() == []


def test_a_full_disk_loses_nothing_that_came(sender, image, monkeypatch) -> None:
    address = sender.begin(len(image))["Location"]

    def full(*args, **kwargs):
        raise DiskFull("Ổ đĩa đầy.")

    with monkeypatch.context() as patched:
        patched.setattr("sohotich.pipeline.scanning.api.image_receive", full)
        assert sender.patch(address, image, 0).status_code == 507
    assert sender.patch(address, image[-1:], sender.offset(address)).status_code == 204
    assert Page.objects.count() == 1


def test_given_up(sender, image) -> None:
    address = sender.begin(len(image))["Location"]
    sender.patch(address, image[:50], 0)
    assert sender.client.delete(address).status_code == 204
    assert (sender.client.head(address).status_code, folders()) == (404, [])


def test_nobody_else_sees_or_goes_on_with_it(
    sender, image, team, person, make_book, client
) -> None:
    address = sender.begin(len(image))["Location"]
    sender.patch(address, image[:50], 0)
    Sender(client, sender.book, team.officer)
    for method in ("head", "get", "delete"):
        assert getattr(client, method)(address).status_code == 404
    assert sender.patch(address, image[50:], 50).status_code == 404
    # Nor does its owner put it into another book.
    again = Sender(client, sender.book, team.scanner)
    other = make_book(3, volume=7)
    elsewhere = address.replace(str(sender.book.key), str(other.key))
    assert client.head(elsewhere).status_code == 404
    assert again.offset(address) == 50
    Sender(client, sender.book, person("khac", "nguoi_quet", unit="09505"))
    assert client.head(address).status_code == 404


def test_nobody_fills_the_folder_with_promises(sender, monkeypatch) -> None:
    monkeypatch.setattr(resumable, "_MOST_OPEN", 3)
    answers = [sender.begin(10).status_code for _ in range(4)]
    assert answers == [201, 201, 201, 400]


def test_what_is_left_behind_is_swept_after_a_day(sender, image) -> None:
    from sohotich.foundation.intake.services import forget_arrivals

    address = sender.begin(len(image))["Location"]
    assert forget_arrivals() == 0
    assert forget_arrivals(older_than_seconds=-1) >= 1
    assert sender.client.head(address).status_code == 404
    assert json.loads(sender.client.get(address).content)["error"]["mend"]


def test_a_name_with_controls_is_kept_as_it_can_be_shown(sender, image) -> None:
    address = sender.begin(len(image), "a\0b\n.jpg")["Location"]
    assert sender.patch(address, image, 0).status_code == 204
    assert Page.objects.get().name == "a\ufffdb\ufffd.jpg"
